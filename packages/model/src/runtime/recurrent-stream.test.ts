import { InferenceSession } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { leakySumsFile } from '../../test/leaky-sums.ts';
import { createRecurrentStream } from './recurrent-stream.ts';

test('a step frees its frame and what ONNX Runtime copies, and keeps state and result', async () => {
  const { bytes, description } = leakySumsFile();
  const session = await InferenceSession.create(bytes);
  const given: ArrayBufferLike[] = [];
  const stream = createRecurrentStream(
    {
      async run(feeds, fetches) {
        const answer = await session.run(feeds, fetches as InferenceSession.FetchesType);
        for (const { data } of Object.values(answer)) {
          if (data instanceof Float32Array) given.push(data.buffer);
        }
        return answer;
      },
    },
    description,
  );
  try {
    const frames = [8, 0, 0].map((value) => new Uint8Array(6).fill(value));
    const maps: number[] = [];
    for (const frame of frames) maps.push((await stream.step(frame)).values[0]!);
    // 0.5 h + pixel, summed with 0.25 of the sum before.
    expect(maps).toEqual([8, 6, 3.5]);
    expect(frames.map(({ buffer }) => buffer.byteLength)).toEqual([0, 0, 0]);
    expect(given).toHaveLength(
      3 * new Set([...description.outputs.map(({ name }) => name), ...description.states.map(({ output }) => output)]).size,
    );
    expect(given.map(({ byteLength }) => byteLength)).toEqual(given.map(() => 0));
  } finally {
    await session.release();
  }
});
