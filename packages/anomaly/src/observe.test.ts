import type { Frame } from '@presage/core';
import { firstValueFrom, from, Subject, throwError, toArray } from 'rxjs';
import { expect, it } from 'vitest';
import { fakeFrame, fakeModel } from '../test/fake-model.ts';
import { observe } from './observe.ts';

it('gives the patch errors of each frame, and where it stands in its stream', async () => {
  const model = fakeModel({ warmUpFrames: 1 });
  const source = from([fakeFrame(0, 7), fakeFrame(1, 9)]);
  expect(await firstValueFrom(source.pipe(observe(model), toArray()))).toEqual([
    { errors: new Float32Array(16).fill(7), timestampUs: 0, warmUp: true, discontinuous: true },
    {
      errors: new Float32Array(16).fill(9),
      timestampUs: 200_000,
      warmUp: false,
      discontinuous: false,
    },
  ]);
  expect(model.openStreams()).toBe(0);
});

/** What is observed of features of this shape, all 3. */
async function featuresOf(shape: readonly number[]) {
  const features = { data: new Float32Array(32).fill(3), shape };
  const source = from([fakeFrame(0, 7)]).pipe(observe(fakeModel({ features })));
  return (await firstValueFrom(source)).features;
}

it('gives the features of a model that has them, and leaves out what is none', async () => {
  expect(await featuresOf([2, 4, 4])).toEqual(new Float32Array(32).fill(3));
  expect(await featuresOf([32])).toBeUndefined();
});

it('errors where the grid is another, and frees the stream', async () => {
  const model = fakeModel();
  const observed = from([fakeFrame(0, 7)]).pipe(observe(model, { width: 3, height: 4 }));
  await expect(firstValueFrom(observed)).rejects.toMatchObject({ code: 'model-error-output' });
  expect(model.openStreams()).toBe(0);
});

it('errors where the model gives no numbers, which no threshold would notice', async () => {
  const model = fakeModel();
  const observed = from([fakeFrame(0, 7), fakeFrame(1, 255)]).pipe(observe(model), toArray());
  await expect(firstValueFrom(observed)).rejects.toMatchObject({
    code: 'model-error-not-finite',
    message: expect.stringContaining('0.2 s') as string,
  });
  expect(model.openStreams()).toBe(0);
});

it('passes the error of its source on, and frees the stream', async () => {
  const model = fakeModel();
  const lost = new Error('camera lost');
  await expect(firstValueFrom(throwError(() => lost).pipe(observe(model)))).rejects.toBe(lost);
  expect(model.openStreams()).toBe(0);
});

it('lets go of everything when unsubscribed from', () => {
  const model = fakeModel();
  const source = new Subject<Frame>();
  const subscription = source.pipe(observe(model)).subscribe();
  expect([model.openStreams(), source.observed]).toEqual([1, true]);
  subscription.unsubscribe();
  expect([model.openStreams(), source.observed]).toEqual([0, false]);
});
