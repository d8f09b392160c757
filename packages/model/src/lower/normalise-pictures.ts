import { mul, reshape, toFloat, transpose } from '../graph/operations.ts';
import { fixedShape, type Value } from '../graph/value.ts';

/** Bytes `[n, height, width, channels]` to elements 0..1 `[n, channels, height, width]`. */
export function normalisePictures(bytes: Value): Value {
  const [height, width, channels] = fixedShape(bytes.shape.slice(1));
  const floats = toFloat(bytes);
  // Moved first: ONNX Runtime multiplies one by one where the last axis has size 1.
  const pictures =
    channels === 1 ? reshape(floats, [0, 1, height!, width!]) : transpose(floats, [0, 3, 1, 2]);
  return mul(pictures, 1 / 255);
}
