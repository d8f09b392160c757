import type { Observation } from '@presage/anomaly';
import { InputError } from '@presage/core';
import { decodeSafetensors, encodeSafetensors } from '@presage/model';

/** More than this is not kept: calibrating anew after feedback then leaves the tail as it is. */
const mostBytes = 128 * 2 ** 20;

/** Columns of `frames`: media time as seconds and the microseconds after them, and two marks. */
const columns = 4;

/** What a model said of held-back footage, as a safetensors file; undefined where it would be too large. */
export function encodeObservations(
  observations: readonly Observation[],
): Uint8Array<ArrayBuffer> | undefined {
  const [first] = observations;
  if (!first) return undefined;
  const count = observations.length;
  const places = first.errors.length;
  const features = first.features?.length ?? 0;
  if (count * (places + features + columns) * Float32Array.BYTES_PER_ELEMENT > mostBytes) {
    return undefined;
  }
  const frames = new Float32Array(count * columns);
  const tensors = [
    { name: 'frames', shape: [count, columns], data: frames },
    { name: 'errors', shape: [count, places], data: new Float32Array(count * places) },
    ...(features > 0
      ? [{ name: 'features', shape: [count, features], data: new Float32Array(count * features) }]
      : []),
  ];
  for (const [index, observation] of observations.entries()) {
    const { timestampUs, warmUp, discontinuous } = observation;
    const seconds = Math.floor(timestampUs / 1e6);
    frames.set(
      [seconds, timestampUs - seconds * 1e6, Number(warmUp), Number(discontinuous)],
      index * columns,
    );
    tensors[1]!.data.set(observation.errors, index * places);
    tensors[2]?.data.set(observation.features!, index * features);
  }
  return encodeSafetensors(tensors, { 'presage.observations': '1' });
}

/**
 * Reads them back. `name` is what messages call the file.
 *
 * @throws InputError `home-damaged`.
 */
export function decodeObservations(
  bytes: Uint8Array<ArrayBuffer>,
  name: string,
): readonly Observation[] {
  try {
    const { tensors } = decodeSafetensors(bytes);
    const dataOf = (wanted: string) => tensors.find((tensor) => tensor.name === wanted);
    const [frames, errors, features] = [dataOf('frames'), dataOf('errors'), dataOf('features')];
    if (frames?.shape[1] !== columns || !errors) throw new RangeError('parts are missing');
    const rowOf = (tensor: typeof errors, index: number) => {
      const size = tensor.shape[1] ?? 0;
      return tensor.data.subarray(index * size, (index + 1) * size);
    };
    return Array.from({ length: frames.shape[0] ?? 0 }, (_, index) => {
      const [seconds = 0, microseconds = 0, warmUp, discontinuous] = rowOf(frames, index);
      return {
        errors: rowOf(errors, index),
        ...(features && { features: rowOf(features, index) }),
        timestampUs: seconds * 1e6 + microseconds,
        warmUp: warmUp === 1,
        discontinuous: discontinuous === 1,
      };
    });
  } catch (cause) {
    throw new InputError({
      code: 'home-damaged',
      message: `${name}, which keeps what the model's calibration was measured on, cannot be read (${String(cause)}); calibrate the model again: presage calibrate model.onnx --normal normal.mp4`,
      cause,
      fields: { path: name },
    });
  }
}
