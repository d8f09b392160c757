import type { onnx as types } from 'onnx-proto';
import { decodeOnnx } from '../../file/decode-onnx.ts';
import { metadataKeys } from '../../file/model-file.ts';
import { onnx } from '../../file/onnx.ts';
import { declaredTensor, type DeclaredTensor } from './declared-tensor.ts';
import { refusal } from './refusal.ts';

/** A step graph from elsewhere, as its file declares it. */
export interface ForeignGraph {
  /** Those that have to be fed: no weights. */
  readonly inputs: readonly DeclaredTensor[];
  /** Those that need not be fed, as the file has a value for them: weights, and states perhaps. */
  readonly optionalInputs: readonly DeclaredTensor[];
  readonly outputs: readonly DeclaredTensor[];
  /** Every name that a tensor or node has. */
  readonly names: ReadonlySet<string>;
  readonly opset: number;
  readonly producer: string;
  readonly precision: 'float32' | 'float16' | 'int8';
}

/**
 * Reads a foreign graph.
 *
 * Throws InputError as `decodeOnnx` does, `import-not-foreign` where it is a model of ours,
 * `import-external-weights` where weights are in another file.
 */
export function readForeignGraph(bytes: Uint8Array, name: string): ForeignGraph {
  const { graph, metadataProps, opset, producer } = decodeOnnx(bytes, name);
  if (metadataProps.some(({ key }) => key === metadataKeys.format)) {
    throw refusal(
      'import-not-foreign',
      `${name} is a Presage model already; use it as it is, or import the file that it was made from`,
      { name },
    );
  }
  const weights = [...(graph.initializer ?? [])];
  const { EXTERNAL } = onnx.TensorProto.DataLocation;
  const elsewhere = weights.filter(({ dataLocation }) => dataLocation === EXTERNAL);
  const [first] = elsewhere;
  if (first) {
    const file = first.externalData?.find(({ key }) => key === 'location')?.value;
    throw refusal(
      'import-external-weights',
      `${name} has ${elsewhere.length} of its weights in another file (${file ?? 'unnamed'}), and a model is one file; put them together, in Python: onnx.save_model(onnx.load("${name}"), "one.onnx")`,
      { name, file },
    );
  }

  const constants = new Set([
    ...weights.map((tensor) => tensor.name),
    ...(graph.sparseInitializer ?? []).map((tensor) => tensor.values?.name),
  ]);
  const nodes = graph.node ?? [];
  const inputs = (graph.input ?? []).map(declaredTensor);
  return {
    inputs: inputs.filter((each) => !constants.has(each.name)),
    optionalInputs: inputs.filter((each) => constants.has(each.name)),
    outputs: (graph.output ?? []).map(declaredTensor),
    names: new Set(
      [
        ...nodes.flatMap((node) => [node.name, ...(node.input ?? []), ...(node.output ?? [])]),
        ...[...weights, ...(graph.input ?? [])].map((tensor) => tensor.name),
      ].filter((each) => typeof each === 'string'),
    ),
    opset,
    producer,
    precision: precisionOf(nodes, weights),
  };
}

function precisionOf(
  nodes: readonly types.INodeProto[],
  weights: readonly types.ITensorProto[],
): ForeignGraph['precision'] {
  const quantised = /^(?:QLinear|Quantize|Dequantize|DynamicQuantize|ConvInteger|MatMulInteger)/u;
  if (nodes.some(({ opType }) => quantised.test(opType ?? ''))) return 'int8';
  const { FLOAT16 } = onnx.TensorProto.DataType;
  return weights.some(({ dataType }) => dataType === FLOAT16) ? 'float16' : 'float32';
}
