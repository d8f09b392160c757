import type { onnx as types } from 'onnx-proto';
import { onnx } from '../../file/onnx.ts';

const { DataType } = onnx.TensorProto;

/** An input or output of a foreign graph, as its file declares it. */
export interface DeclaredTensor {
  readonly name: string;
  /** ONNX's `TensorProto.DataType`; 0 where it is no tensor, or the file does not say. */
  readonly type: number;
  /** Sizes, or what an open one is called: its name in the file, or else `x[1]`: axis 1 of x. */
  readonly shape: readonly (number | string)[];
}

export function declaredTensor({ name, type }: types.IValueInfoProto): DeclaredTensor {
  const tensor = type?.tensorType;
  return {
    name: name ?? '',
    type: tensor?.elemType ?? 0,
    shape: (tensor?.shape?.dim ?? []).map(({ dimValue, dimParam }, axis) => {
      const size = Number(String(dimValue ?? 0));
      return size > 0 ? size : dimParam || `${name}[${axis}]`;
    }),
  };
}

const typeNames: ReadonlyMap<number, string> = new Map([
  [DataType.FLOAT, 'float32'],
  [DataType.DOUBLE, 'float64'],
  ...Object.entries(DataType)
    .filter(([key]) => key !== 'FLOAT' && key !== 'DOUBLE')
    .map(([key, value]) => [Number(value), key.toLowerCase()] as const),
]);

/** `float32`, `int64`, … */
export function typeName(type: number): string {
  return type === 0 ? 'no tensor' : (typeNames.get(type) ?? `type ${type}`);
}

/** `h float32 [N, 4, 8, 8]` */
export function tensorText({ name, type, shape }: DeclaredTensor): string {
  return `"${name}" ${typeName(type)} [${shape.join(', ')}]`;
}

/** Whether one tensor can be the other: same type, and no size that contradicts. */
export function compatible(a: DeclaredTensor, b: DeclaredTensor): boolean {
  return (
    a.type === b.type &&
    a.shape.length === b.shape.length &&
    a.shape.every((size, axis) => {
      const other = b.shape[axis];
      return typeof size === 'string' || typeof other === 'string' || size === other;
    })
  );
}
