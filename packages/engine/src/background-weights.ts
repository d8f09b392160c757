import {
  describeNetwork,
  pictureShape,
  type ComparingNetworkSpec,
  type Weights,
} from '@presage/model';
import { type Footage, type FootageSpan } from '@presage/train';

/**
 * Starts a network from the mean picture of its footage: taken off by an `offset` layer at its
 * beginning, put back by one at its end, where there are such. What is left to learn is what moves.
 */
export function backgroundWeights(
  spec: ComparingNetworkSpec,
  footage: Footage,
  spans: readonly FootageSpan[],
): Weights {
  const { layers } = describeNetwork(spec);
  const [first, last] = [layers[0], layers.at(-1)];
  const mean = meanPicture(footage, spans, pictureShape(spec.input));
  const weights = new Map<string, Float32Array>();
  if (first?.layer.type === 'offset')
    weights.set(
      `${first.name}.offset`,
      mean.map((value) => -value),
    );
  if (last?.layer.type === 'offset') weights.set(`${last.name}.offset`, mean);
  return weights;
}

/** `[channels, height, width]`, elements 0..1. */
function meanPicture(
  footage: Footage,
  spans: readonly FootageSpan[],
  [channels, height, width]: readonly [number, number, number],
): Float32Array {
  const sums = new Float64Array(footage.frameBytes);
  let count = 0;
  for (const { start, length } of spans) {
    for (let index = start; index < start + length; index += 1) {
      footage.frame(index).forEach((value, at) => (sums[at]! += value));
      count += 1;
    }
  }
  const area = height * width;
  return Float32Array.from({ length: channels * area }, (_, at) => {
    const [channel, pixel] = [Math.floor(at / area), at % area];
    return sums[pixel * channels + channel]! / count / 255;
  });
}
