import onnxProto from 'onnx-proto';
import type { Graph, GraphNode } from './graph.ts';
import { floatAttributes, type Attribute, type Attributes, type OperatorType } from './operator.ts';
import type { DataType, TensorData, Value } from './value.ts';

const { onnx } = onnxProto;
const opsetVersion = 17;
const irVersion = 8;

const elementType: Readonly<Record<DataType, number>> = { float32: 1, uint8: 2, int64: 7 };

/** Attributes that ONNX takes as an extra int64 input instead, in the order of the inputs. */
const asInputs: Readonly<Partial<Record<OperatorType, readonly string[]>>> = {
  Expand: ['shape'],
  MaxUnpool: ['shape'],
  Pad: ['pads'],
  ReduceSum: ['axes'],
  Reshape: ['shape'],
  Slice: ['starts', 'ends', 'axes', 'steps'],
  Split: ['split'],
};

/** The graph as the bytes of an `.onnx` file, without metadata. */
export function encodeGraph(graph: Graph): Uint8Array<ArrayBuffer> {
  const lists = new Map<string, { readonly name: string; readonly data: BigInt64Array }>();
  const listInput = (data: readonly number[]): string => {
    const key = data.join();
    const known = lists.get(key) ?? {
      name: `list${lists.size}`,
      data: BigInt64Array.from(data, BigInt),
    };
    lists.set(key, known);
    return known.name;
  };

  const names = outputNames(graph);
  const node = graph.nodes
    .filter(
      ({ type, inputs, outputs }) =>
        type !== 'Identity' || names.get(inputs[0]!) !== outputs[0]!.name,
    )
    .map((each) =>
      encodeNode(each, { listInput, nameOf: (value) => names.get(value) ?? value.name }),
    );
  const initializer = [...graph.constants].map(([value, data]) =>
    encodeTensor(value.name, value.shape as readonly number[], data),
  );
  for (const { name, data } of lists.values())
    initializer.push(encodeTensor(name, [data.length], data));

  const message = onnx.ModelProto.create({
    irVersion,
    producerName: 'presage',
    opsetImport: [{ domain: '', version: opsetVersion }],
    graph: {
      name: 'presage',
      node,
      initializer,
      input: graph.inputs.map(encodeValueInfo),
      output: graph.outputs.map(encodeValueInfo),
    },
  });
  return new Uint8Array(onnx.ModelProto.encode(message).finish());
}

/**
 * Names under which values are results: what a node makes is called so from the beginning, and needs no
 * Identity behind it. Removing those, ONNX Runtime 1.30 loses what a Pad before a Conv takes.
 */
function outputNames(graph: Graph): ReadonlyMap<Value, string> {
  const names = new Map<Value, string>();
  for (const output of graph.outputs) {
    const [value] = graph.madeBy(output)!.inputs;
    if (!graph.madeBy(value!) || graph.outputs.includes(value!) || names.has(value!)) continue;
    names.set(value!, output.name);
  }
  return names;
}

interface NodeNames {
  /** The name of an int64 list that is stored beside the weights. */
  listInput(data: readonly number[]): string;
  nameOf(value: Value): string;
}

function encodeNode(
  { type, inputs, outputs, attributes }: GraphNode,
  { listInput, nameOf }: NodeNames,
): onnxProto.onnx.INodeProto {
  const lists = asInputs[type] ?? [];
  return {
    opType: type,
    name: outputs[0]!.name,
    input: [
      ...inputs.map(nameOf),
      ...lists.map((name) => listInput(attributes[name] as readonly number[])),
    ],
    output: outputs.map(nameOf),
    attribute: encodeAttributes(attributes, lists),
  };
}

function encodeAttributes(
  attributes: Attributes,
  except: readonly string[],
): onnxProto.onnx.IAttributeProto[] {
  return Object.entries(attributes)
    .filter(([name]) => !except.includes(name))
    .map(([name, value]) => ({ name, ...encodeAttribute(name, value) }));
}

function encodeAttribute(name: string, value: Attribute): onnxProto.onnx.IAttributeProto {
  const { AttributeType } = onnx.AttributeProto;
  if (typeof value === 'string')
    return { type: AttributeType.STRING, s: new TextEncoder().encode(value) };
  if (typeof value !== 'number') return { type: AttributeType.INTS, ints: [...value] };
  return floatAttributes.has(name)
    ? { type: AttributeType.FLOAT, f: value }
    : { type: AttributeType.INT, i: value };
}

function encodeTensor(
  name: string,
  shape: readonly number[],
  data: TensorData,
): onnxProto.onnx.ITensorProto {
  const dataType = data instanceof Float32Array ? 1 : data instanceof Uint8Array ? 2 : 7;
  return {
    name,
    dims: [...shape],
    dataType,
    rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  };
}

function encodeValueInfo({ name, type, shape }: Value): onnxProto.onnx.IValueInfoProto {
  const dim = shape.map((size) =>
    typeof size === 'string' ? { dimParam: size } : { dimValue: size },
  );
  return { name, type: { tensorType: { elemType: elementType[type], shape: { dim } } } };
}
