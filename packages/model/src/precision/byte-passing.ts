import type { onnx as types } from 'onnx-proto';
import { middleByte, middleScale, type ByteValue } from './byte-value.ts';
import type { GraphEditor } from './graph-editor.ts';
import type { ValueRange } from './value-range.ts';

/** What a node makes of bytes, where there is a way to do it in bytes. */
export interface BytePassing {
  readonly editor: GraphEditor;
  /** A `float32` constant of one element; undefined where it is something else. */
  scalarOf(name: string): number | undefined;
}

/**
 * Adds the counterpart in bytes of a node with one input and one output, given its input's bytes.
 * Undefined where it has none.
 */
export function passBytes(
  node: types.INodeProto,
  bytes: ByteValue,
  { editor, scalarOf }: BytePassing,
): ByteValue | undefined {
  const { opType } = node;
  switch (opType) {
    case 'Identity':
      return bytes;
    case 'Reshape':
    case 'Transpose':
    case 'MaxPool': {
      const [, ...rest] = node.input ?? [];
      const name = editor.freshName(opType);
      editor.nodes.push({ ...node, name, input: [bytes.name, ...rest], output: [name] });
      return { ...bytes, name };
    }
    case 'Mul': {
      const factor = node.input!.map(scalarOf).find((value) => value !== undefined);
      return factor !== undefined && factor > 0
        ? { ...bytes, scale: Math.fround(bytes.scale * factor) }
        : undefined;
    }
    case 'Relu':
      return bytes.zeroPoint === 0 ? bytes : undefined;
    case 'Sigmoid': {
      const scale = 1 / 256;
      return { name: sigmoid(editor, bytes, scale), scale, zeroPoint: 0 };
    }
    case 'Tanh': {
      // tanh(x) = 2 σ(2x) − 1: the same bytes, read otherwise.
      const name = sigmoid(editor, { ...bytes, scale: 2 * bytes.scale }, 1 / 256);
      return { name, scale: 1 / 128, zeroPoint: middleByte };
    }
    case 'LeakyRelu':
      return leakyRelu(editor, bytes, node);
    default:
      return undefined;
  }
}

/** A table of 256 entries, which is what ONNX Runtime makes of an activation over bytes. */
function sigmoid(editor: GraphEditor, bytes: ByteValue, scale: number): string {
  return editor.add({
    type: 'QLinearSigmoid',
    domain: 'com.microsoft',
    inputs: [
      bytes.name,
      editor.float(bytes.scale),
      editor.byte(bytes.zeroPoint),
      editor.float(scale),
      editor.byte(0),
    ],
  });
}

function leakyRelu(editor: GraphEditor, bytes: ByteValue, node: types.INodeProto): ByteValue {
  const alpha = node.attribute?.find(({ name }) => name === 'alpha')?.f ?? 0.01;
  const { min, max } = reachOf(bytes);
  const { scale, zeroPoint } = middleScale(Math.max(max, -alpha * min));
  const name = editor.add({
    type: 'QLinearLeakyRelu',
    domain: 'com.microsoft',
    inputs: [
      bytes.name,
      editor.float(bytes.scale),
      editor.byte(bytes.zeroPoint),
      editor.float(scale),
      editor.byte(zeroPoint),
    ],
    attributes: { alpha: { float: alpha } },
  });
  return { name, scale, zeroPoint };
}

/** What bytes can stand for. */
function reachOf({ scale, zeroPoint }: ByteValue): ValueRange {
  return { min: -zeroPoint * scale, max: (255 - zeroPoint) * scale };
}
