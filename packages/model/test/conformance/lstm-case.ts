import { z } from 'zod';
import { layerSchema } from '../../src/spec/layer-spec.ts';
import type { LayerRun } from '../run-layer.ts';

const tensorSchema = z.object({ shape: z.array(z.int()), data: z.array(z.number()) });

/** Inputs of an ONNX LSTM node, and what comes out of it; the last output is the last hidden state. */
export const lstmCaseSchema = z.object({
  inputs: z
    .object({
      X: tensorSchema,
      W: tensorSchema,
      R: tensorSchema,
      B: tensorSchema.optional(),
      P: tensorSchema.optional(),
    })
    .loose(),
  attrs: z.object({ hidden_size: z.int(), layout: z.int().default(0) }),
  outputs: z.array(tensorSchema).min(1),
});

export type LstmCase = z.output<typeof lstmCaseSchema>;

/** ONNX has the gates in the order input, output, forget, candidate. */
const gatesOf = [0, 2, 1, 3];

const part = (data: readonly number[], index: number, each: number): readonly number[] =>
  data.slice(index * each, (index + 1) * each);

/** The same as a 1×1 ConvLSTM on maps of 1×1. */
export function convLstmRun({ inputs, attrs }: LstmCase): LayerRun {
  const { X, W, R, B, P } = inputs;
  const [frames, batch, channels] = attrs.layout
    ? [X.shape[1]!, X.shape[0]!, X.shape[2]!]
    : [X.shape[0]!, X.shape[1]!, X.shape[2]!];
  if (attrs.layout && frames > 1) throw new Error('one frame only where the batch comes first');
  const size = attrs.hidden_size;
  const inOrder = (data: readonly number[]): Float32Array =>
    Float32Array.from(gatesOf.flatMap((gate) => part(data, gate, data.length / 4)));
  const biases = B?.data ?? Array.from({ length: 8 * size }, () => 0);
  const bias = part(biases, 0, 4 * size).map((each, index) => each + biases[4 * size + index]!);
  const peepholes = ['peepholeInput', 'peepholeOutput', 'peepholeForget'].map(
    (name, index) => [name, Float32Array.from(part(P?.data ?? [], index, size))] as const,
  );
  return {
    layer: layerSchema.parse({
      type: 'convLstm',
      hiddenChannels: size,
      kernelSize: 1,
      peephole: P ? 'perChannel' : 'none',
    }),
    inputShape: [channels, 1, 1],
    weights: new Map([
      ['inputWeight', inOrder(W.data)],
      ['hiddenWeight', inOrder(R.data)],
      ['bias', inOrder(bias)],
      ...(P ? peepholes : []),
    ]),
    x: Float32Array.from(X.data),
    frames,
    batch,
  };
}
