import onnxProto from 'onnx-proto';

/** ONNX's protobuf messages. The package is CommonJS, whose names Node does not see from outside. */
export const { onnx } = onnxProto;
