import { InputError } from '@presage/core';
import { expect, it } from 'vitest';
import { evaluateScores, type ScoredClip } from './evaluate-scores.ts';
import { publishedClips } from './published-clips.fixture.ts';
import { scaledPerClip } from './scaled-per-clip.ts';

const street: ScoredClip = {
  name: 'street',
  scores: [1, 3, 2, 4],
  abnormal: [false, false, true, true],
};
const door: ScoredClip = { name: 'door', scores: [10, 12], abnormal: [false, true] };
const empty: ScoredClip = { name: 'empty', scores: [11, 5], abnormal: [false, false] };

it('pools all frames for micro, and takes the mean of clips with both kinds for macro', () => {
  const evaluation = evaluateScores({ clips: [street, door, empty] });
  expect(evaluation).toMatchObject({
    frames: 8,
    abnormalFrames: 3,
    // Street: of its four pairs 2 > 1, 2 < 3, 4 > 1, 4 > 3.
    clips: [
      { name: 'street', frames: 4, abnormalFrames: 2, auc: 0.75 },
      { name: 'door', frames: 2, abnormalFrames: 1, auc: 1 },
      { name: 'empty', frames: 2, abnormalFrames: 0 },
    ],
    macroAuc: 0.875,
  });
  // Of 15 pairs: 2 is above 1 only, 4 above 1 and 3, 12 above all five.
  expect(evaluation.microAuc).toBeCloseTo(8 / 15, 12);
  expect(evaluation.clips[2]).not.toHaveProperty('auc');
});

it('leaves out what one kind of frames alone cannot say', () => {
  const { microAuc, macroAuc, equalErrorRate, averagePrecision } = evaluateScores({
    clips: [empty],
  });
  expect({ microAuc, macroAuc, equalErrorRate, averagePrecision }).toEqual({});
});

it('scaling each clip by its own extremes changes what is pooled, never a clip’s own area', () => {
  const before = evaluateScores({ clips: [street, door] });
  const after = evaluateScores({ clips: scaledPerClip([street, door]) });
  expect(after.clips).toEqual(before.clips);
  expect(after.macroAuc).toBe(before.macroAuc);
  // Street becomes 0, 2/3 | 1/3, 1 and door 0 | 1.
  expect(after.microAuc).toBeCloseTo(8 / 9, 12);
});

it('scaling a clip whose scores are all the same gives zeros', () => {
  const [flat] = scaledPerClip([{ name: 'flat', scores: [3, 3], abnormal: [true, false] }]);
  expect(flat?.scores).toEqual([0, 0]);
});

it('refuses a clip with more scores than labels, and a score that is no number', () => {
  const long = { ...door, scores: [1, 2, 3] };
  expect(() => evaluateScores({ clips: [long] })).toThrow(InputError);
  expect(() => evaluateScores({ clips: [long] })).toThrow('Clip door has 3 scores and 2 labels');
  const odd = { ...door, scores: [1, Number.NaN] };
  expect(() => evaluateScores({ clips: [odd] })).toThrow('frame 2 of clip door is NaN');
});

it('gives the published figures of a real detector on Avenue to three digits', (context) => {
  const found = publishedClips();
  const published = 'missing' in found ? context.skip(found.missing) : found;
  const evaluation = evaluateScores(published);
  const aucs = evaluation.clips.flatMap(({ name, auc }) =>
    auc === undefined ? [] : [[name, auc.toFixed(3)]],
  );
  expect(aucs).toHaveLength(10);
  expect(Object.fromEntries(aucs)).toEqual(
    Object.fromEntries(
      Object.entries(published.areas).map(([name, area]) => [name, area.toFixed(3)]),
    ),
  );
  const areas = Object.values(published.areas);
  const mean = areas.reduce((sum, area) => sum + area) / areas.length;
  expect(evaluation.macroAuc?.toFixed(3)).toBe(mean.toFixed(3));
  // Of 6,520 frames pooled, by an independent count over all pairs and all thresholds in NumPy.
  expect(evaluation.frames).toBe(6520);
  expect(evaluation.microAuc).toBeCloseTo(0.730412, 6);
  expect(evaluation.equalErrorRate).toBeCloseTo(0.333607, 6);
  expect(evaluation.averagePrecision).toBeCloseTo(0.435617, 6);
});
