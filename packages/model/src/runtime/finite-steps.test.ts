import { expect, test } from 'vitest';
import { namedSumsFile } from '../../test/named-sums.ts';
import { openModel } from './open-model.ts';

/** `s' = s / 2 + x`, of two numbers; the result is `s'`. */
const file = namedSumsFile([{ input: 's', output: 'sum', decay: 0.5 }]);
const spoilt = {
  code: 'step-failed',
  name: 'FatalError',
  message: expect.stringContaining('no longer finite') as string,
};
/** Of which two in a row are more than float32 holds. */
const huge = Float32Array.of(0, 3e38);

test.for([Number.NaN, Infinity, -Infinity])(
  'an array with %d in it is refused, and the state is as it was',
  async (wrong) => {
    await using model = await openModel(file, { threads: 1, batching: 'off' });
    using stream = model.stream();
    await stream.stepArray(Float32Array.of(4, 8));
    await expect(stream.stepArray(Float32Array.of(1, wrong))).rejects.toMatchObject({
      code: 'array-not-finite',
      name: 'InputError',
      message: expect.stringContaining('1 of these 2') as string,
      fields: { wrong: 1, first: 1 },
    });
    const { outputs } = await stream.stepArray(Float32Array.of(0, 0));
    expect([...outputs['sum']!.data]).toEqual([2, 4]);
  },
);

test('a step whose state is no longer finite fails, and the stream starts from zero', async () => {
  await using model = await openModel(file, { threads: 1, batching: 'off' });
  using stream = model.stream();
  await stream.stepArray(huge);
  await expect(stream.stepArray(huge)).rejects.toMatchObject(spoilt);
  const { outputs } = await stream.stepArray(Float32Array.of(4, 8));
  expect([...outputs['sum']!.data]).toEqual([4, 8]);
});

test('who shared the run with it goes on', async () => {
  await using model = await openModel(file, { threads: 1, batching: { sizes: [2] } });
  using one = model.stream();
  using other = model.stream();
  const small = Float32Array.of(4, 8);
  const asked = [1, 2].flatMap(() => [one.stepArray(huge), other.stepArray(small)]);
  const outcomes = await Promise.allSettled(asked);
  expect(outcomes.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
  const next = await Promise.all([one, other].map((each) => each.stepArray(small)));
  expect(next.map(({ outputs }) => [...outputs['sum']!.data])).toEqual([
    [4, 8],
    [7, 14],
  ]);
});

test('of several steps in one run those before it hold', async () => {
  await using model = await openModel(file, { threads: 1, batching: { chains: [3] } });
  using stream = model.stream();
  const outcomes = await Promise.allSettled([0, 1, 2, 3].map(() => stream.stepArray(huge)));
  expect(outcomes[0]!.status).toBe('fulfilled');
  expect(outcomes.some(({ status }) => status === 'rejected')).toBe(true);
  await stream.reset();
  const { outputs } = await stream.stepArray(Float32Array.of(4, 8));
  expect([...outputs['sum']!.data]).toEqual([4, 8]);
});
