import { reduceSum, reshape, fixedShape, type Shape, type Value } from '@presage/model';

/** Sums a gradient over the axes along which its value was repeated. */
export function unbroadcast(gradient: Value, shape: Shape): Value {
  if (gradient.shape.join() === shape.join()) return gradient;
  const added = gradient.shape.length - shape.length;
  const axes = gradient.shape
    .map((_, axis) => axis)
    .filter((axis) => axis < added || (shape[axis - added] === 1 && gradient.shape[axis] !== 1));
  return reshape(reduceSum(gradient, axes), fixedShape(shape));
}
