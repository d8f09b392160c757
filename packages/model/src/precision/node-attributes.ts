import type { onnx as types } from 'onnx-proto';
import { onnx } from '../file/onnx.ts';

/** A node's integer; undefined where it has none of this name. */
export function integerOf(node: types.INodeProto, name: string): number | undefined {
  const text = String(node.attribute?.find((attribute) => attribute.name === name)?.i ?? '');
  return text === '' ? undefined : Number(text);
}

/** A node's list of integers; undefined where it has none of this name. */
export function integersOf(node: types.INodeProto, name: string): number[] | undefined {
  const found = node.attribute?.find((attribute) => attribute.name === name)?.ints;
  return found?.length ? found.map((value) => Number(String(value))) : undefined;
}

/** A node's text; undefined where it has none of this name. */
export function textOf(node: types.INodeProto, name: string): string | undefined {
  const found = node.attribute?.find((attribute) => attribute.name === name)?.s;
  return found?.length ? new TextDecoder().decode(found) : undefined;
}

/** A constant list of `int64`; undefined where the constant is none. */
export function integerListOf(tensor: types.ITensorProto | undefined): number[] | undefined {
  if (tensor?.dataType !== onnx.TensorProto.DataType.INT64) return undefined;
  const { rawData, int64Data } = tensor;
  if (!rawData?.length) return int64Data?.map((value) => Number(String(value)));
  return Array.from(new BigInt64Array(new Uint8Array(rawData).buffer), Number);
}
