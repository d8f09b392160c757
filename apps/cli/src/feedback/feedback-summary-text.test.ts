import type { MarkedEvent } from '@presage/engine';
import { expect, test } from 'vitest';
import { plainStyle } from '../terminal/style.ts';
import { feedbackSummaryText } from './feedback-summary-text.ts';

const textOf = (change: Partial<MarkedEvent>) => {
  const times = { start: 6, end: 9, peakBefore: 8, peakAfter: 2 };
  const event: MarkedEvent = {
    mark: 1,
    given: 'report/events/1',
    video: 'hall.mp4',
    ...times,
    outcome: 'accepted',
    ...change,
  };
  return feedbackSummaryText({
    modelPath: 'hall.onnx',
    summary: { events: [event], thresholdBefore: 6, threshold: 6, warnings: [] },
    style: plainStyle,
  });
};

test('an event that was shown from the report’s clip says so', () => {
  expect(textOf({ footage: 'clip' })).toContain('shown from the clip in the report');
});

test('one that was shown from its video does not', () => {
  expect(textOf({ footage: 'video' })).not.toContain('clip');
});
