import type { onnx as types } from 'onnx-proto';
import { onnx } from '../src/file/onnx.ts';
import { elementCount } from '../src/graph/value.ts';
import { seededRandom } from '../src/seeded-random.ts';
import { openGraph, type FedTensor } from './graph-session.ts';

const { DataType } = onnx.TensorProto;
const { FLOAT, INT, INTS, GRAPH } = onnx.AttributeProto.AttributeType;

/** A tensor as a foreign file declares it; null leaves a size open without a name. */
export interface ForeignTensor {
  readonly name: string;
  readonly shape: readonly (number | string | null)[];
  /** Default float32. */
  readonly type?: number;
}

export interface ForeignModel {
  readonly inputs: readonly ForeignTensor[];
  readonly outputs: readonly ForeignTensor[];
  readonly nodes: readonly types.INodeProto[];
  readonly weights?: readonly types.ITensorProto[];
  /** Default 17. */
  readonly opset?: number;
}

/** A graph in the way another framework would write it. */
export function foreignModel(model: ForeignModel): Uint8Array<ArrayBuffer> {
  const { inputs, outputs, nodes, weights = [], opset = 17 } = model;
  const message = onnx.ModelProto.create({
    irVersion: 8,
    producerName: 'elsewhere',
    producerVersion: '1.2',
    opsetImport: [{ domain: '', version: opset }],
    graph: {
      name: 'step',
      input: inputs.map(valueInfo),
      output: outputs.map(valueInfo),
      node: [...nodes],
      initializer: [...weights],
    },
  });
  return new Uint8Array(onnx.ModelProto.encode(message).finish());
}

function valueInfo({ name, shape, type = DataType.FLOAT }: ForeignTensor): types.IValueInfoProto {
  const dim = shape.map((size) => {
    if (size === null) return {};
    return typeof size === 'string' ? { dimParam: size } : { dimValue: size };
  });
  return { name, type: { tensorType: { elemType: type, shape: { dim } } } };
}

export function node(
  text: string,
  attributes: Readonly<Record<string, number | readonly number[] | types.IGraphProto>> = {},
): types.INodeProto {
  const [outputs = '', opType = '', inputs = ''] = text.split(/\s*=\s*|\s*\(|\)/u);
  return {
    opType,
    input: inputs.split(',').map((name) => name.trim()),
    output: outputs.split(',').map((name) => name.trim()),
    attribute: Object.entries(attributes).map(([name, value]) => {
      if (typeof value === 'number') {
        return Number.isInteger(value)
          ? { name, type: INT, i: value }
          : { name, type: FLOAT, f: value };
      }
      return 'node' in value
        ? { name, type: GRAPH, g: value }
        : { name, type: INTS, ints: [...(value as readonly number[])] };
    }),
  };
}

/** A weight of small random numbers. */
export function weight(name: string, shape: readonly number[]): types.ITensorProto {
  const random = seededRandom(elementCount(shape) + name.length);
  const data = Float32Array.from({ length: elementCount(shape) }, () => random() - 0.5);
  return floats(name, shape, data);
}

export function floats(
  name: string,
  shape: readonly number[],
  data: Float32Array,
): types.ITensorProto {
  const rawData = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return { name, dataType: DataType.FLOAT, dims: [...shape], rawData };
}

export function integers(
  name: string,
  shape: readonly number[],
  data: readonly number[],
): types.ITensorProto {
  const rawData = new Uint8Array(BigInt64Array.from(data, BigInt).buffer);
  return { name, dataType: DataType.INT64, dims: [...shape], rawData };
}

export interface HandRun {
  /** Zero at first, by their input's name. */
  readonly states: Readonly<
    Record<string, { readonly next: string; readonly shape: readonly number[] }>
  >;
  /** What is fed at each step. */
  readonly steps: readonly Readonly<Record<string, FedTensor>>[];
  /** The result. */
  readonly output: string;
}

/** What ONNX Runtime gives step by step for the file as it is, states carried on by hand. */
export async function runByHand(
  bytes: Uint8Array,
  { states, steps, output }: HandRun,
): Promise<Float32Array[]> {
  await using session = await openGraph(bytes);
  let carried: Record<string, FedTensor> = Object.fromEntries(
    Object.entries(states).map(([name, { shape }]) => [
      name,
      { data: new Float32Array(elementCount(shape)), shape },
    ]),
  );
  const results: Float32Array[] = [];
  for (const fed of steps) {
    const given = await session.run({ ...fed, ...carried });
    results.push(given[output]!.data);
    carried = Object.fromEntries(
      Object.entries(states).map(([name, { next }]) => [name, given[next]!]),
    );
  }
  return results;
}
