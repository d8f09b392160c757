import type { onnx as types } from 'onnx-proto';
import { onnx } from '../../src/file/onnx.ts';
import type { NamedTensor } from '../../src/file/safetensors.ts';

const { FLOAT } = onnx.TensorProto.DataType;
const { INT } = onnx.AttributeProto.AttributeType;

/** An ONNX file of one LSTM node without inputs: all it takes is in the file. Output `Y_h`. */
export function encodeLstmNode(
  inputs: readonly NamedTensor[],
  hiddenChannels: number,
): Uint8Array<ArrayBuffer> {
  const given = (name: string): string => (inputs.some((each) => each.name === name) ? name : '');
  const node: types.INodeProto = {
    opType: 'LSTM',
    input: ['X', 'W', 'R', 'B', 'sequence_lens', 'initial_h', 'initial_c', 'P'].map(given),
    output: ['', 'Y_h'],
    attribute: [{ name: 'hidden_size', type: INT, i: hiddenChannels }],
  };
  const message: types.IModelProto = {
    irVersion: 8,
    opsetImport: [{ domain: '', version: 17 }],
    graph: {
      name: 'lstm',
      node: [node],
      output: [{ name: 'Y_h', type: { tensorType: { elemType: FLOAT } } }],
      initializer: inputs.map(({ name, shape, data }) => ({
        name,
        dataType: FLOAT,
        dims: [...shape],
        floatData: [...data],
      })),
    },
  };
  return new Uint8Array(onnx.ModelProto.encode(message).finish());
}
