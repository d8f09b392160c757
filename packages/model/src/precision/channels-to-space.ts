import type { FoundConvolution } from './find-convolutions.ts';
import type { GraphEditor } from './graph-editor.ts';

/**
 * Lays `strides · channels` channels out in space, and cuts the borders off. Over any number of axes.
 *
 * Not ONNX's DepthToSpace: here whole runs of channels are moved, in the order (channels last) in
 * which ONNX Runtime convolves bytes, so that it has nothing to rearrange before or after.
 */
export function addToSpace(
  editor: GraphEditor,
  result: string,
  { channels, toSpace }: Pick<Required<FoundConvolution>, 'channels' | 'toSpace'>,
): string {
  const { strides, crop } = toSpace;
  const axes = strides.map((_, axis) => axis);
  const rank = axes.length;
  const add = (type: string, inputs: readonly string[], attributes = {}) =>
    editor.add({ type, inputs, attributes });
  const { list } = editor;

  const sizes = add('Shape', [result], { start: 2, end: 2 + rank });
  const grown = add('Mul', [sizes, list(strides)]);
  const shape = add('Concat', [list([0]), grown, list([channels])], { axis: 0 });
  const last = add('Transpose', [result], { perm: [0, ...axes.map((axis) => axis + 2), 1] });
  // [N, sizes, strides but the last, last stride · channels]; zeros keep what is there.
  const kept = [0, ...axes.map(() => 0)];
  const run = strides.at(-1)! * channels;
  const apart = add('Reshape', [last, list([...kept, ...strides.slice(0, -1), run])]);
  // [N, size, stride, size, stride, …, size, run]
  const pairs = axes.slice(0, -1).flatMap((axis) => [axis + 1, axis + 1 + rank]);
  const interleaved = add('Transpose', [apart], { perm: [0, ...pairs, rank, 2 * rank] });
  const wide = add('Reshape', [interleaved, shape]);
  const ends = crop.slice(rank).map((size) => (size === 0 ? 2 ** 31 - 1 : -size));
  const places = axes.map((axis) => axis + 1);
  const cut = crop.some((size) => size > 0)
    ? add('Slice', [wide, list(crop.slice(0, rank)), list(ends), list(places)])
    : wide;
  return add('Transpose', [cut], { perm: [0, rank + 1, ...places] });
}
