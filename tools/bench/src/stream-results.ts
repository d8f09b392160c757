import type { FrameData } from '@presage/core';
import type { Model } from '@presage/model';

/** What a model gives for frames in a row: its errors for the last one, then every state after it, of which its features are means. */
export async function streamResults(
  model: Model,
  frames: readonly FrameData[],
): Promise<Float32Array> {
  const { states } = model.description;
  using stream = model.stream();
  const steps = await Promise.all(frames.map((frame) => stream.step(frame)));
  const last = steps.at(-1)!;
  // A snapshot ends with the states and four bytes of checksum.
  const snapshot = await stream.snapshot();
  const stateBytes = states
    .map(({ shape }) => shape.reduce((product, size) => product * size, 4))
    .reduce((sum, bytes) => sum + bytes, 0);
  const { buffer } = snapshot.slice(-stateBytes - 4, -4);
  return Float32Array.from([...last.outputs['error']!.data, ...new Float32Array(buffer)]);
}
