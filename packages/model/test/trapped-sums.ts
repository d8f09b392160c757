import { encodeModelFile } from '../src/file/encode-model-file.ts';
import type { ModelFile } from '../src/file/model-file.ts';
import { onnx } from '../src/file/onnx.ts';
import { encodedGraph, leakySumsDescription, leakySumsGraph } from './leaky-sums.ts';

const { FLOAT, INT64 } = onnx.TensorProto.DataType;
const { INT, INTS } = onnx.AttributeProto.AttributeType;

/** A frame with a pixel of this value makes the run fail that it is in. */
export const trap = 255;

/** The leaky sums, on a graph whose run fails where a frame has a pixel of {@link trap}. */
export function trappedSumsFile(): ModelFile {
  const model = leakySumsGraph();
  const graph = model.graph!;
  const attribute = { ints: { name: 'axes', type: INTS }, int: { type: INT } };
  graph.initializer!.push(
    // One too short for the trap's value.
    { name: 'table', dataType: FLOAT, dims: [trap], floatData: Array<number>(trap).fill(0) },
    { name: 'one.each', dataType: INT64, dims: [4], int64Data: [-1, 1, 1, 1] },
  );
  const [cast, ...rest] = graph.node!;
  graph.node = [
    { ...cast!, output: ['pixels'] },
    {
      opType: 'ReduceMax',
      input: ['pixels'],
      output: ['largest'],
      attribute: [
        { ...attribute.ints, ints: [1, 2, 3] },
        { ...attribute.int, name: 'keepdims', i: 0 },
      ],
    },
    {
      opType: 'Cast',
      input: ['largest'],
      output: ['place'],
      attribute: [{ ...attribute.int, name: 'to', i: INT64 }],
    },
    { opType: 'Gather', input: ['table', 'place'], output: ['zero'] },
    { opType: 'Reshape', input: ['zero', 'one.each'], output: ['zero.each'] },
    { opType: 'Add', input: ['pixels', 'zero.each'], output: ['x'] },
    ...rest,
  ];
  const description = leakySumsDescription;
  return { bytes: encodeModelFile(encodedGraph(model), { description }), description };
}

/** The two leaky sums of one pixel, in JavaScript. Every number here is exact in float32. */
export interface ScalarSums {
  /** What the step gives as `map`; undefined where it fails. */
  next(pixel: number): { readonly map: number; readonly warmUp: boolean } | undefined;
  zero(): void;
  memory(): readonly number[];
  recall(memory: readonly number[]): void;
}

/** At zero. */
export function scalarSums(): ScalarSums {
  let [h, h1, frames] = [0, 0, 0];
  const zero = () => void ([h, h1, frames] = [0, 0, 0]);
  return {
    next(pixel) {
      if (pixel === trap) {
        zero();
        return undefined;
      }
      h = Math.fround(0.5 * h + pixel);
      h1 = Math.fround(0.25 * h1 + h);
      frames += 1;
      return { map: h1, warmUp: frames <= leakySumsDescription.warmUpFrames };
    },
    zero,
    memory: () => [h, h1, frames],
    recall: (memory) => void ([h = 0, h1 = 0, frames = 0] = memory),
  };
}
