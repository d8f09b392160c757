import { InputError } from '@presage/core';
import { describeNetwork } from '../lower/describe-network.ts';
import type { ComparingNetworkSpec } from '../spec/network-spec.ts';
import type { Weights } from '../weights.ts';
import { decodeOnnx } from './decode-onnx.ts';
import type { ModelFile } from './model-file.ts';

/** What learning goes on from. */
export interface LearnedNetwork {
  readonly spec: ComparingNetworkSpec;
  readonly weights: Weights;
}

/**
 * The network of a model that was learned here, and its weights as they stand in the graph. `name` is
 * what messages call the file.
 *
 * @throws InputError `model-not-learnable` where the graph was not made from a network spec that
 * compares frames, or its weights were rounded.
 */
export function weightsOf({ bytes, description }: ModelFile, name: string): LearnedNetwork {
  const { spec, precision } = description;
  if (!spec || spec.target === 'none') {
    throw refusal(name, 'was not made from a network that predicts the frames of a video');
  }
  if (precision !== 'float32') {
    throw refusal(name, `has its weights rounded to ${precision}`);
  }
  const stored = new Map(
    decodeOnnx(bytes, name).graph.initializer?.map((tensor) => [tensor.name ?? '', tensor.rawData]),
  );
  const weights = new Map<string, Float32Array>();
  for (const { name: weight, shape } of describeNetwork(spec).parameters) {
    const raw = stored.get(weight);
    const count = shape.reduce((product, size) => product * size, 1);
    if (raw?.byteLength !== count * Float32Array.BYTES_PER_ELEMENT) {
      throw refusal(name, `does not hold the weights "${weight}" that its network has`);
    }
    // A copy: bytes in a file lie anywhere, floats on every fourth.
    weights.set(weight, new Float32Array(Uint8Array.from(raw).buffer));
  }
  return { spec, weights };
}

function refusal(name: string, what: string): InputError {
  return new InputError({
    code: 'model-not-learnable',
    message: `learning can only go on from a model that \`presage learn\` made, and ${name} ${what}; learn a new one`,
    fields: { name },
  });
}
