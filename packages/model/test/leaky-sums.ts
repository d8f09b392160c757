import type { onnx as types } from 'onnx-proto';
import type { ModelDescription } from '../src/file/model-description.ts';
import { encodeModelFile } from '../src/file/encode-model-file.ts';
import type { ModelFile } from '../src/file/model-file.ts';
import { onnx } from '../src/file/onnx.ts';

const { FLOAT, UINT8 } = onnx.TensorProto.DataType;
const { INT, INTS } = onnx.AttributeProto.AttributeType;

/** Pixels. */
interface PictureSize {
  readonly width: number;
  readonly height: number;
}

const small: PictureSize = { width: 3, height: 2 };

/** A tensor's entry in a graph, batch first and open. */
export function valueInfo(name: string, elemType: number, shape: readonly number[]) {
  const dim = [{ dimParam: 'N' }, ...shape.map((dimValue) => ({ dimValue }))];
  return { name, type: { tensorType: { elemType, shape: { dim } } } };
}

function constant(name: string, value: number): types.ITensorProto {
  return { name, dataType: FLOAT, dims: [], floatData: [value] };
}

function node(opType: string, input: string[], output: string) {
  return { opType, input, output: [output] };
}

/**
 * Two leaky sums over the pixels of a grey frame, 3×2 by default, with names of which one begins the other:
 * `h' = 0.5 h + frame`, `h.1' = 0.25 h.1 + h'`; outputs `h.1'` as `map` and its mean as `score`.
 */
export function leakySumsGraph(size: PictureSize = small): types.IModelProto {
  const shape = [size.height, size.width, 1];
  return {
    irVersion: 8,
    opsetImport: [{ domain: '', version: 17 }],
    producerName: 'fixture',
    graph: {
      name: 'step',
      input: [
        valueInfo('frame', UINT8, shape),
        valueInfo('h', FLOAT, shape),
        valueInfo('h.1', FLOAT, shape),
      ],
      output: [
        valueInfo('h.1.next', FLOAT, shape),
        valueInfo('h.next', FLOAT, shape),
        valueInfo('map', FLOAT, shape),
        valueInfo('score', FLOAT, [1, 1, 1]),
      ],
      initializer: [constant('half', 0.5), constant('quarter', 0.25)],
      node: [
        { ...node('Cast', ['frame'], 'x'), attribute: [{ name: 'to', type: INT, i: FLOAT }] },
        node('Mul', ['h', 'half'], 'h.half'),
        node('Add', ['h.half', 'x'], 'h.next'),
        node('Mul', ['h.1', 'quarter'], 'h.1.quarter'),
        node('Add', ['h.1.quarter', 'h.next'], 'h.1.next'),
        node('Identity', ['h.1.next'], 'map'),
        {
          ...node('ReduceMean', ['map'], 'score'),
          attribute: [
            { name: 'axes', type: INTS, ints: [1, 2, 3] },
            { name: 'keepdims', type: INT, i: 1 },
          ],
        },
      ],
    },
  };
}

export const leakySumsNeeds = { width: 3, height: 2, format: 'gray8', frameRate: 5 } as const;

export const leakySumsDescription: ModelDescription = {
  needs: leakySumsNeeds,
  input: { name: 'frame', type: 'uint8', shape: [2, 3, 1] },
  batch: 'free',
  states: [
    { input: 'h', output: 'h.next', shape: [2, 3, 1] },
    { input: 'h.1', output: 'h.1.next', shape: [2, 3, 1] },
  ],
  outputs: [
    { name: 'score', shape: [1, 1, 1] },
    { name: 'map', shape: [2, 3, 1] },
  ],
  warmUpFrames: 2,
  precision: 'float32',
};

export function encodedGraph(graph = leakySumsGraph()): Uint8Array<ArrayBuffer> {
  return new Uint8Array(onnx.ModelProto.encode(graph).finish());
}

/** The same for frames so large that a step takes milliseconds. */
export function slowLeakySumsFile(): ModelFile {
  const size = { width: 1920, height: 1080 };
  const shape = [size.height, size.width, 1];
  const { input, states, ...rest } = leakySumsDescription;
  const description: ModelDescription = {
    ...rest,
    input: { ...input, shape },
    needs: { ...leakySumsNeeds, ...size },
    states: states.map((state) => ({ ...state, shape })),
    outputs: [{ name: 'score', shape: [1, 1, 1] }],
  };
  return {
    bytes: encodeModelFile(encodedGraph(leakySumsGraph(size)), { description }),
    description,
  };
}

export function leakySumsFile(): ModelFile {
  const description = leakySumsDescription;
  return { bytes: encodeModelFile(encodedGraph(), { description }), description };
}
