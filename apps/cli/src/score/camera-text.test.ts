import { expect, test } from 'vitest';
import { cameraText } from './camera-text.ts';

const summary = { viewFaults: ['black'] as const };

test('all well, nothing to say', () => {
  expect(cameraText({ viewEvents: [], summary })).toEqual([]);
});

test('a fault is told with its time and with what to do', () => {
  const event = { id: 'a', fault: 'frozen' as const, start: 61, announced: 63, end: 70 };
  const [line] = cameraText({ viewEvents: [{ ...event, advice: 'Restart it.' }], summary });
  expect(line).toMatch(/^From 1:01\S* to 1:10\S* the picture is frozen; .* Restart it\.$/u);
});

test('drift is told since when; a scene that is steady, or cannot be judged, is not', () => {
  const said = { time: 90, seconds: 80, message: 'The scene has changed: it is darker.' };
  const [line] = cameraText({
    viewEvents: [],
    drift: { ...said, state: 'drift', since: 10, advice: 'Wait.' },
    summary,
  });
  expect(line).toMatch(/^Since 0:10\S*: The scene has changed: it is darker. Wait\.$/u);
  expect(cameraText({ viewEvents: [], drift: { ...said, state: 'steady' }, summary })).toEqual([]);
});

test('a model that does not know the view says so', () => {
  expect(cameraText({ viewEvents: [], summary: { viewFaults: [] } })).toEqual([
    expect.stringContaining('presage calibrate'),
  ]);
});
