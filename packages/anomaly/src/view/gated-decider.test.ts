import { describe, expect, it } from 'vitest';
import { createDecider, type ScoredFrame } from '../decider.ts';
import { defaultDecision } from '../decision.ts';
import { createGatedDecider } from './gated-decider.ts';
import type { ViewStep } from './view-watch.ts';

const states = { c: 'clear', s: 'suspected', b: 'broken' } as const;

/** One letter a frame: c, s, b for the view, a capital where the score is above the threshold. */
function decided(film: string) {
  const decider = createGatedDecider(
    createDecider({
      streamId: 'door',
      grid: { width: 1, height: 1 },
      threshold: 10,
      decision: {
        ...defaultDecision,
        minimumSeconds: 0.4,
        mergeSeconds: 0.4,
        coolDownSeconds: 0.4,
      },
    }),
  );
  const told = film.split('').flatMap((letter, index) => {
    const state: ViewStep['state'] = states[letter.toLowerCase() as keyof typeof states];
    const frame: ScoredFrame = {
      timestampUs: index * 200_000,
      score: letter === letter.toLowerCase() ? 1 : 20,
      warmUp: false,
      heatmap: Float32Array.of(1),
    };
    return decider.next(frame, state).map((verdict) => ({ ...verdict, at: index }));
  });
  return [...told, ...decider.finish().map((verdict) => ({ ...verdict, at: film.length }))];
}

const kinds = (film: string) => decided(film).map(({ kind, at }) => `${kind}@${at}`);

describe('a decision that knows of the view', () => {
  it('is the plain one while the view is clear', () => {
    expect(kinds('ccCCCCcccccc')).toEqual(['event-start@4', 'event-end@8']);
  });

  it('tells an event late, with the time at which it was told, where the suspicion was wrong', () => {
    const told = decided('ccSSSSCCcccccc');
    expect(told).toMatchObject([
      { kind: 'event-start', at: 6, event: { start: 0.4, announced: 1.2 } },
      { kind: 'event-end', event: { start: 0.4, announced: 1.2 } },
    ]);
  });

  it('tells none where the suspicion was right, nor while the fault lasts', () => {
    expect(kinds('ccSSSBBBBBBBBcccc')).toEqual([]);
  });

  it('ends an open event where the view breaks, and can begin another once it is well', () => {
    expect(kinds('CCCCCSSBBBBBccCCCCcccccc')).toEqual([
      'event-start@2',
      'event-end@7',
      'event-start@16',
      'event-end@20',
    ]);
  });

  it('decides on what it held back when the stream ends', () => {
    expect(kinds('ccSSSS')).toEqual(['event-start@6', 'event-end@6']);
  });
});
