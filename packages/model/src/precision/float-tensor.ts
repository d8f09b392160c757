import type { onnx as types } from 'onnx-proto';
import { onnx } from '../file/onnx.ts';

const { FLOAT } = onnx.TensorProto.DataType;

/** A constant of a graph that holds `float32`. */
export interface FloatTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** The content of a constant; undefined where it is not `float32` or lies outside of the file. */
export function floatTensorFrom(tensor: types.ITensorProto): FloatTensor | undefined {
  if (tensor.dataType !== FLOAT || tensor.externalData?.length) return undefined;
  const shape = (tensor.dims ?? []).map((size) => Number(String(size)));
  const { rawData, floatData } = tensor;
  if (!rawData?.length) return { shape, data: Float32Array.from(floatData ?? []) };
  // A copy: raw data begins anywhere, a Float32Array at multiples of four.
  return { shape, data: new Float32Array(new Uint8Array(rawData).buffer) };
}

const elementTypes = {
  float32: FLOAT,
  float16: onnx.TensorProto.DataType.FLOAT16,
  uint8: onnx.TensorProto.DataType.UINT8,
  int8: onnx.TensorProto.DataType.INT8,
  int32: onnx.TensorProto.DataType.INT32,
  int64: onnx.TensorProto.DataType.INT64,
} as const;

/** Elements as they lie in memory, little-endian; their type, as the graph calls it. */
export interface RawTensor {
  readonly type: keyof typeof elementTypes;
  readonly shape: readonly number[];
  readonly data: ArrayBufferView;
}

/** A constant for a graph. */
export function tensorProto(name: string, { type, shape, data }: RawTensor): types.ITensorProto {
  return {
    name,
    dims: [...shape],
    dataType: elementTypes[type],
    rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  };
}
