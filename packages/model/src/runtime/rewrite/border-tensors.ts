import type { onnx as types } from 'onnx-proto';
import { onnx } from '../../file/onnx.ts';
import type { SessionPlan } from '../protocol.ts';
import { wholeShape } from '../step-session.ts';

const { FLOAT, UINT8 } = onnx.TensorProto.DataType;

/** The entry of a graph's input or output, for one stream. */
export function borderTensor(
  name: string,
  shape: readonly number[],
  type: SessionPlan['input']['type'] = 'float32',
): types.IValueInfoProto {
  const dim = shape.map((dimValue) => ({ dimValue }));
  const elemType = type === 'uint8' ? UINT8 : FLOAT;
  return { name, type: { tensorType: { elemType, shape: { dim } } } };
}

/** The tensors that the plan wants of a graph: next states and results, each once, with its shape. */
export function wantedTensors(plan: SessionPlan): Map<string, readonly number[]> {
  return new Map(
    [...plan.outputs, ...plan.states.map(({ output, shape }) => ({ name: output, shape }))].map(
      ({ name, shape }) => [name, wholeShape(plan, shape)],
    ),
  );
}
