import type { ModelDescription } from '../../file/model-description.ts';
import { onnx } from '../../file/onnx.ts';
import type { ImportOptions } from '../import-options.ts';
import type { Border } from './border.ts';
import { frameInput, type ForeignInput } from './frame-input.ts';

/** The input that takes each step's data. */
export interface DataInput extends Pick<ModelDescription, 'needs'> {
  /** For one stream, batch included. */
  readonly input: ModelDescription['input'];
}

/** Makes a graph's input one of frames, where they are asked for, else one of float32, or bytes as it is. */
export function dataInput(
  border: Border,
  input: ForeignInput,
  frames: ImportOptions['frames'],
): DataInput {
  if (!frames && input.declared.type === onnx.TensorProto.DataType.UINT8) {
    const { name, shape } = input.settled;
    return { input: { name, type: 'uint8', shape: [...shape] } };
  }
  if (!frames) {
    const { name } = border.floatInput(input.declared);
    return { input: { name, type: 'float32', shape: [...input.settled.shape] } };
  }
  const { name, width, height, channels } = frameInput(border, input, frames);
  const { format, frameRate } = frames;
  return {
    input: { name, type: 'uint8', shape: [1, height, width, channels] },
    needs: { width, height, format, frameRate },
  };
}
