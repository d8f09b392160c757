import { bytesPerPixel } from '@presage/core';
import type { onnx as types } from 'onnx-proto';
import { onnx } from '../../file/onnx.ts';
import { frameElements } from '../frame-elements.ts';
import type { ImportedFrames } from '../import-options.ts';
import { cast, node, transpose, type Border } from './border.ts';
import { tensorText, type DeclaredTensor } from './declared-tensor.ts';
import { frameLayout, type FrameLayout } from './frame-layout.ts';
import { refusal } from './refusal.ts';
import type { SettledTensor } from './settle-sizes.ts';

const { DataType } = onnx.TensorProto;

/** The input of a foreign graph, once as declared and once for one stream. */
export interface ForeignInput {
  readonly declared: DeclaredTensor;
  readonly settled: SettledTensor;
  /** Axis 0 is a batch of any size. */
  readonly openBatch: boolean;
}

/** An input of frames, and the size that they must have. */
export interface FrameInput extends Pick<FrameLayout, 'width' | 'height'> {
  /** Of a `uint8` tensor, `[N, height, width, channels]`. */
  readonly name: string;
  readonly channels: number;
}

/**
 * Puts an input of frames in front of a graph: bytes become elements, 0..1 or as asked for, in
 * the layout that the graph wants; one that wants bytes gets them as they are.
 *
 * Throws InputError `import-frames` where the graph's input is no such picture.
 */
export function frameInput(
  border: Border,
  { declared, settled, openBatch }: ForeignInput,
  frames: ImportedFrames,
): FrameInput {
  const { format } = frames;
  const elements = frameElements(frames);
  const layout = frameLayout(settled.shape, format);
  if (!layout || !pictureTypes.has(settled.type)) {
    throw refusal(
      'import-frames',
      `frames of ${format} cannot be fed to the input ${tensorText(settled)} of ${border.name}: it must hold rows, columns and ${bytesPerPixel[format]} channels side by side, every other axis 1; choose the other format, or import without frames and feed arrays`,
      { name: border.name, input: settled.name, shape: settled.shape, format },
    );
  }
  if (elements && settled.type === DataType.UINT8) {
    throw refusal(
      'import-frames',
      `the input ${tensorText(settled)} of ${border.name} takes bytes as they are, and they cannot be scaled to ${elements.text}; leave that out`,
      { name: border.name, input: settled.name },
    );
  }
  const { width, height, channels } = layout;
  const count = bytesPerPixel[format];
  const frame = [1, height, width, count];
  if (settled.type === DataType.UINT8 && settled.shape.join() === frame.join()) {
    border.notes.push(`The input "${declared.name}" takes frames of ${width}×${height} ${format}.`);
    return { name: declared.name, width, height, channels: count };
  }
  const batch = openBatch ? declared.shape[0]! : 1;
  const input: DeclaredTensor = {
    name: border.fresh('frame'),
    type: DataType.UINT8,
    shape: [batch, height, width, count],
  };

  const nodes: types.INodeProto[] = [];
  let last = input.name;
  const then = (each: types.INodeProto): void => {
    nodes.push(each);
    last = each.output![0]!;
  };
  if (settled.type !== DataType.UINT8) {
    then(cast(last, border.fresh('frame.float32'), DataType.FLOAT));
    const scales = (elements?.scale ?? Float32Array.of(1)).map((value) => value / 255);
    const scale = border.floats(border.fresh('frame.scale'), [scales.length], scales);
    then(node('Mul', [last, scale], border.fresh('frame.elements')));
    if (elements) {
      const offset = border.floats(border.fresh('frame.offset'), [count], elements.offset);
      then(node('Add', [last, offset], border.fresh('frame.scaled')));
    }
    if (settled.type !== DataType.FLOAT) {
      then(cast(last, border.fresh('frame.cast'), settled.type));
    }
  }
  if (channels === 'first' && count > 1) {
    then(transpose(last, border.fresh('frame.channelsFirst'), [0, 3, 1, 2]));
  }
  const target = openBatch ? [0, ...settled.shape.slice(1)] : settled.shape;
  const shape = border.integers(border.fresh('frame.shape'), target);
  then(node('Reshape', [last, shape], declared.name));
  border.replaceInput(declared, input, nodes);
  border.notes.push(
    `Frames of ${width}×${height} ${format} are put into the input "${declared.name}"${settled.type === DataType.UINT8 ? ' as bytes' : `, their bytes as elements ${elements?.text ?? '0 to 1'}`}, channels ${channels}.`,
  );
  return { name: input.name, width, height, channels: count };
}

const pictureTypes: ReadonlySet<number> = new Set([
  DataType.FLOAT,
  DataType.FLOAT16,
  DataType.DOUBLE,
  DataType.UINT8,
]);
