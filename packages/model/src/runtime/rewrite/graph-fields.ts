import { onnx } from '../../file/onnx.ts';
import {
  graphOfModel,
  metadataOfModel,
  topLevelFields,
  type WireField,
} from '../../file/top-level-fields.ts';
import { joined, messageField } from '../../file/wire-parts.ts';

// Numbers of fields in ONNX's messages (onnx.proto3).
const opsetOfModel = 8;
/** Of `GraphProto`. */
export const graphField = {
  node: 1,
  initializer: 5,
  input: 11,
  output: 12,
  valueInfo: 13,
  sparseInitializer: 15,
} as const;

/** A model's graph, in the pieces that it lies in. */
export interface GraphFields {
  /** The graph's own fields, each whole. */
  readonly fields: readonly { readonly number: number; readonly bytes: Uint8Array }[];
  /** Version of ONNX's own operators. */
  readonly opset: number;
  /** Begins no name in the graph, nor anything else. */
  readonly freshPrefix: string;
  /** The model with another graph: protobuf fields, one after the other. Metadata is left out. */
  withGraph(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer>;
}

/**
 * Takes an ONNX file apart, down to the graph's own fields and no deeper, so that nodes and weights
 * can be put into another graph byte for byte.
 */
export function graphFieldsOf(model: Uint8Array): GraphFields {
  const outer = [...topLevelFields(model)];
  const graph = outer.find(({ number }) => number === graphOfModel);
  if (!graph) throw new TypeError('the model has no graph');
  const content = model.subarray(graph.value, graph.end);
  const imports = outer
    .filter(({ number }) => number === opsetOfModel)
    .flatMap((field) => onnx.ModelProto.decode(bytesOf(model, field)).opsetImport);
  const own = imports.find(({ domain }) => !domain || domain === 'ai.onnx');
  const kept = outer.filter(({ number }) => number !== graphOfModel && number !== metadataOfModel);
  return {
    fields: [...topLevelFields(content)].map((field) => ({
      number: field.number,
      bytes: bytesOf(content, field),
    })),
    opset: Number(String(own?.version ?? 0)),
    freshPrefix: freshPrefixFor(content),
    withGraph(parts) {
      return joined([
        ...kept.map((field) => bytesOf(model, field)),
        ...messageField(graphOfModel, parts),
      ]);
    },
  };
}

function freshPrefixFor(graph: Uint8Array): string {
  const text = Buffer.from(graph.buffer, graph.byteOffset, graph.byteLength);
  let prefix = 'run.';
  for (let attempt = 1; text.includes(prefix); attempt += 1) prefix = `run${attempt}.`;
  return prefix;
}

function bytesOf(message: Uint8Array, { start, end }: WireField): Uint8Array {
  return message.subarray(start, end);
}
