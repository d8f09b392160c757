import type { FrameData } from '@presage/core';
import { expect, it } from 'vitest';
import { fakeFrame } from '../test/fake-model.ts';
import { openSettledStream } from './settled-stream.ts';

/** A model that notes what it is shown, and takes the bytes away, as a real one does. */
function notingModel(warmUpFrames: number) {
  const shown: { level: number | undefined; discontinuity: FrameData['discontinuity'] }[] = [];
  return {
    shown,
    description: { warmUpFrames },
    stream: () => ({
      async step({ bytes, timestampUs, discontinuity }: FrameData) {
        const [level] = bytes;
        shown.push({ level, discontinuity });
        bytes.buffer.transfer();
        const outputs = { error: { data: Float32Array.of(shown.length), shape: [1, 1] } };
        return { outputs, timestampUs, warmUp: false };
      },
      [Symbol.dispose]: () => undefined,
    }),
  };
}

const often = (level: number) => Array.from({ length: 21 }, () => level);

it('shows a frame that follows from none twenty times, and once more', async () => {
  const model = notingModel(2);
  using stream = openSettledStream(model);
  const gap = { ...fakeFrame(2, 9), discontinuity: 'gap' } as const;
  // As frames come: the next before the last is done.
  const steps = await Promise.all(
    [fakeFrame(0, 7), fakeFrame(1, 8), gap].map((frame) => stream.step(frame)),
  );
  const still = Array.from({ length: 20 }, () => undefined);
  expect(model.shown.map(({ level }) => level)).toEqual([...often(7), 8, ...often(9)]);
  const discontinuities = ['start', ...still, undefined, 'gap', ...still];
  expect(model.shown.map(({ discontinuity }) => discontinuity)).toEqual(discontinuities);
  expect(steps.map(({ outputs }) => outputs.error.data[0])).toEqual([21, 22, 43]);
});

it('marks as many frames as warm-up as there would have been without it', async () => {
  using stream = openSettledStream(notingModel(2));
  const frames = [0, 1, 2, 3].map((sequence) => fakeFrame(sequence, 7));
  const steps = [];
  for (const frame of frames) steps.push(await stream.step(frame));
  expect(steps.map(({ warmUp }) => warmUp)).toEqual([true, true, false, false]);
});

it('shows each frame once to a model without warm-up', async () => {
  const model = notingModel(0);
  using stream = openSettledStream(model);
  expect((await stream.step(fakeFrame(0, 7))).warmUp).toBe(false);
  expect(model.shown).toEqual([{ level: 7, discontinuity: 'start' }]);
});
