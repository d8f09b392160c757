import { onnx } from '../../file/onnx.ts';
import { metadataField, topLevelFields, type WireField } from '../../file/top-level-fields.ts';

// Numbers of fields in ONNX's messages (onnx.proto3).
const graphOfModel = 7;
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
  const content = contentOf(model, graph);
  const imports = outer
    .filter(({ number }) => number === opsetOfModel)
    .flatMap((field) => onnx.ModelProto.decode(bytesOf(model, field)).opsetImport);
  const own = imports.find(({ domain }) => !domain || domain === 'ai.onnx');
  const kept = outer.filter(({ number }) => number !== graphOfModel && number !== metadataField);
  return {
    fields: [...topLevelFields(content)].map((field) => ({
      number: field.number,
      bytes: bytesOf(content, field),
    })),
    opset: Number(String(own?.version ?? 0)),
    freshPrefix: freshPrefixFor(content),
    withGraph(parts) {
      const length = parts.reduce((sum, part) => sum + part.length, 0);
      return joined([
        ...kept.map((field) => bytesOf(model, field)),
        Uint8Array.of(graphOfModel * 8 + 2, ...varint(length)),
        ...parts,
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

/** Of a field that is a message: what follows its tag and length. */
function contentOf(message: Uint8Array, { start, end }: WireField): Uint8Array {
  let position = start + 1;
  while (message[position]! >= 0x80) position += 1;
  return message.subarray(position + 1, end);
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) + 0x80);
  return [...bytes, rest];
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let position = 0;
  for (const part of parts) {
    whole.set(part, position);
    position += part.length;
  }
  return whole;
}
