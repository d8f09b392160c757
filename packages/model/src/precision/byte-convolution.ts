import type { ByteValue, LinearScale } from './byte-value.ts';
import { addToSpace } from './channels-to-space.ts';
import type { FoundConvolution } from './find-convolutions.ts';
import type { GraphEditor } from './graph-editor.ts';
import { quantiseKernel } from './quantise-kernel.ts';

/** What a convolution in bytes runs over, and how its result is read. */
export interface ConvolutionBytes {
  readonly input: ByteInput;
  readonly output: LinearScale;
}

/** What a convolution runs over. */
export interface ByteInput {
  readonly name: string;
  readonly zeroPoint: number;
  /** The scale of each channel; the kernel takes the differences up. */
  readonly scales: readonly number[];
}

/**
 * Puts a convolution over bytes into a graph: `QLinearConv` with 8-bit weights, a scale for each
 * output channel, and 32-bit biases. Returns its result's bytes.
 */
export function addByteConvolution(
  editor: GraphEditor,
  convolution: FoundConvolution,
  { input, output }: ConvolutionBytes,
): ByteValue {
  const { kernel, channels, bias, toSpace } = convolution;
  const rows = kernel.shape[0]!;
  // Of a result that goes into space: all channels of a phase, then those of the next.
  const { weights, biases, scales } = quantiseKernel(
    scaledKernel(convolution, input.scales),
    Array.from({ length: rows }, (_, row) => bias[row % channels]!),
  );

  const result = editor.add({
    type: 'QLinearConv',
    inputs: [
      input.name,
      editor.float(1),
      editor.byte(input.zeroPoint),
      editor.constant({ type: 'int8', shape: kernel.shape, data: weights }),
      editor.constant({ type: 'float32', shape: [rows], data: scales }),
      editor.constant({ type: 'int8', shape: [rows], data: new Int8Array(rows) }),
      editor.float(output.scale),
      editor.byte(output.zeroPoint),
      editor.constant({ type: 'int32', shape: [rows], data: biases }),
    ],
    attributes: {
      kernel_shape: kernel.shape.slice(2),
      strides: convolution.strides,
      dilations: convolution.dilations,
      pads: convolution.pads,
      group: convolution.groups,
    },
  });
  const name = toSpace ? addToSpace(editor, result, { channels, toSpace }) : result;
  return { name, ...output };
}

/** The kernel times the scale of what each weight meets. */
function scaledKernel(
  { kernel, groups }: FoundConvolution,
  scales: readonly number[],
): Float32Array {
  const [rows, inputs, ...spatial] = kernel.shape as readonly [number, number, ...number[]];
  const plane = spatial.reduce((product, size) => product * size, 1);
  return kernel.data.map((weight, at) => {
    const row = Math.floor(at / (plane * inputs));
    // In this order: 1 / 49 · 49 is less than 1.
    const group = Math.floor((row * groups) / rows);
    return weight * scales[group * inputs + (Math.floor(at / plane) % inputs)]!;
  });
}
