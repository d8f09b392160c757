import { onnx } from '../src/file/onnx.ts';
import { openGraph } from './graph-session.ts';
import { valueInfo } from './leaky-sums.ts';

const { FLOAT } = onnx.TensorProto.DataType;

export interface OnnxLstm {
  /** `[frames, batch, inputs]`. */
  readonly x: Float32Array;
  readonly frames: number;
  readonly batch: number;
  readonly inputs: number;
  readonly hidden: number;
  /** `[4 · hidden, inputs]`, gates in ONNX's order: input, output, forget, cell. */
  readonly weight: readonly number[];
  /** `[4 · hidden, hidden]`. */
  readonly recurrence: readonly number[];
  /** `[4 · hidden]`. */
  readonly bias: readonly number[];
  /** `[3 · hidden]`: input, output, forget. */
  readonly peepholes: readonly number[];
}

/** What ONNX Runtime's own LSTM operator gives: every hidden state, `[frames, batch, hidden]`. */
export async function runOnnxLstm(lstm: OnnxLstm): Promise<Float32Array> {
  const { x, frames, batch, inputs, hidden } = lstm;
  const constants = {
    W: { dims: [1, 4 * hidden, inputs], data: lstm.weight },
    R: { dims: [1, 4 * hidden, hidden], data: lstm.recurrence },
    B: { dims: [1, 8 * hidden], data: [...lstm.bias, ...lstm.bias.map(() => 0)] },
    P: { dims: [1, 3 * hidden], data: lstm.peepholes },
  };
  const model = onnx.ModelProto.create({
    irVersion: 8,
    opsetImport: [{ domain: '', version: 17 }],
    graph: {
      name: 'lstm',
      input: [valueInfo('X', FLOAT, [batch, inputs])],
      output: [valueInfo('Y', FLOAT, [1, batch, hidden])],
      initializer: Object.entries(constants).map(([name, { dims, data }]) => ({
        name,
        dims,
        dataType: FLOAT,
        floatData: [...data],
      })),
      node: [
        {
          opType: 'LSTM',
          // No sequence lengths and no initial states.
          input: ['X', 'W', 'R', 'B', '', '', '', 'P'],
          output: ['Y'],
          attribute: [
            { name: 'hidden_size', type: onnx.AttributeProto.AttributeType.INT, i: hidden },
          ],
        },
      ],
    },
  });
  await using session = await openGraph(new Uint8Array(onnx.ModelProto.encode(model).finish()));
  const found = await session.run({ X: { data: x, shape: [frames, batch, inputs] } });
  return found['Y']!.data;
}
