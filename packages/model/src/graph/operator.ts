/** The ONNX operators (opset 17) that Presage's graphs are made of. */
export type OperatorType =
  | 'Abs'
  | 'Add'
  | 'AveragePool'
  | 'Cast'
  | 'Clip'
  | 'Concat'
  | 'Conv'
  | 'ConvTranspose'
  | 'Div'
  | 'Elu'
  | 'Erf'
  | 'Exp'
  | 'Expand'
  | 'HardSigmoid'
  | 'Identity'
  | 'LeakyRelu'
  | 'MatMul'
  | 'Max'
  | 'MaxPool'
  | 'MaxUnpool'
  | 'Min'
  | 'Mul'
  | 'Neg'
  | 'Pad'
  | 'ReduceMax'
  | 'ReduceMean'
  | 'ReduceSum'
  | 'Relu'
  | 'Reshape'
  | 'Resize'
  | 'Selu'
  | 'Sigmoid'
  | 'Sign'
  | 'Slice'
  | 'Softmax'
  | 'Softplus'
  | 'Softsign'
  | 'Split'
  | 'Sqrt'
  | 'Sub'
  | 'Sum'
  | 'Tanh'
  | 'Transpose';

export type Attribute = number | string | readonly number[];

/** Attributes by their ONNX names. Those named in {@link floatAttributes} are floats, others integers. */
export type Attributes = Readonly<Record<string, Attribute>>;

/** Attributes that ONNX types as float. */
export const floatAttributes: ReadonlySet<string> = new Set(['alpha', 'beta']);
