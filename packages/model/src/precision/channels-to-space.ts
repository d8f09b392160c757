import type { FoundConvolution } from './find-convolutions.ts';
import type { GraphEditor } from './graph-editor.ts';

/**
 * Lays `blockSize² · channels` channels out in space, and cuts the borders off.
 *
 * Not ONNX's DepthToSpace: here whole runs of channels are moved, in the order (channels last) in
 * which ONNX Runtime convolves bytes, so that it has nothing to rearrange before or after.
 */
export function addToSpace(
  editor: GraphEditor,
  result: string,
  { channels, toSpace }: Pick<Required<FoundConvolution>, 'channels' | 'toSpace'>,
): string {
  const { blockSize, crop } = toSpace;
  const list = (...values: readonly number[]) => editor.list(values);
  const transpose = (input: string, perm: readonly number[]) =>
    editor.add({ type: 'Transpose', inputs: [input], attributes: { perm } });

  const sizes = editor.add({ type: 'Shape', inputs: [result], attributes: { start: 2, end: 4 } });
  const grown = editor.add({ type: 'Mul', inputs: [sizes, list(blockSize, blockSize)] });
  const shape = editor.add({
    type: 'Concat',
    inputs: [list(0), grown, list(channels)],
    attributes: { axis: 0 },
  });
  const last = transpose(result, [0, 2, 3, 1]);
  // [N, rows, columns, block rows, block columns · channels]
  const blocks = editor.add({ type: 'Reshape', inputs: [last, list(0, 0, 0, blockSize, -1)] });
  const rows = transpose(blocks, [0, 1, 3, 2, 4]);
  const wide = editor.add({ type: 'Reshape', inputs: [rows, shape] });
  const ends = crop.slice(2).map((size) => (size === 0 ? 2 ** 31 - 1 : -size));
  const cut = crop.some((size) => size > 0)
    ? editor.add({
        type: 'Slice',
        inputs: [wide, list(...crop.slice(0, 2)), list(...ends), list(1, 2)],
      })
    : wide;
  return transpose(cut, [0, 3, 1, 2]);
}
