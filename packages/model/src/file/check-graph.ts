import { InputError } from '@presage/core';
import type { onnx as types } from 'onnx-proto';
import type { ModelDescription } from './model-description.ts';
import { onnx } from './onnx.ts';

const { FLOAT, UINT8 } = onnx.TensorProto.DataType;

/** A tensor that the description promises. */
interface Expected {
  readonly end: 'input' | 'output';
  readonly name: string;
  readonly type: number;
  /** As the graph says it; a free batch is 0. */
  readonly shape: readonly number[];
}

/**
 * Checks that a graph has the inputs and outputs that its description names, of the right type
 * and shape, and no input that nobody would feed. A dimension that the graph leaves open (none, 0 or
 * below: some exporters write −1) fits; a batch that is to be free must be left open.
 *
 * Throws InputError `model-graph-mismatch` that lists everything that is wrong.
 */
export function checkGraph(
  graph: types.IGraphProto,
  description: ModelDescription,
  name: string,
): void {
  const constants = new Set(graph.initializer?.map((tensor) => tensor.name));
  const found = {
    input: byName((graph.input ?? []).filter((input) => !constants.has(input.name))),
    output: byName(graph.output ?? []),
  };
  const expected = expectedOf(description);
  const fed = expected.filter(({ end }) => end === 'input').map((input) => input.name);

  const faults = expected.flatMap((tensor) => {
    const info = found[tensor.end].get(tensor.name);
    if (info) return mismatches(tensor, info);
    const others = [...found[tensor.end].keys()].join(', ');
    return [`the graph has no ${tensor.end} "${tensor.name}" (it has ${others})`];
  });
  for (const input of found.input.keys()) {
    if (!fed.includes(input)) faults.push(`nothing feeds the graph's input "${input}"`);
  }
  const { states, outputs } = description;
  for (const list of [fed, states.map((state) => state.output), outputs.map((out) => out.name)]) {
    const twice = list.filter((item, index) => list.indexOf(item) !== index);
    faults.push(...twice.map((item) => `"${item}" is named twice`));
  }

  if (faults.length === 0) return;
  throw new InputError({
    code: 'model-graph-mismatch',
    message: `${name} cannot be used: its description does not fit its graph: ${faults.join('; ')}; learn the model again, or correct its state pairs if it was imported`,
    fields: { name, faults },
  });
}

function expectedOf({ input, batch, states, outputs }: ModelDescription): Expected[] {
  const whole = (shape: readonly number[]) => (batch === 'free' ? [0, ...shape] : shape);
  const type = input.type === 'uint8' ? UINT8 : FLOAT;
  return [
    { end: 'input', name: input.name, type, shape: whole(input.shape) },
    ...states.flatMap((state): Expected[] => [
      { end: 'input', name: state.input, type: FLOAT, shape: whole(state.shape) },
      { end: 'output', name: state.output, type: FLOAT, shape: whole(state.shape) },
    ]),
    ...outputs.map((output): Expected => ({
      end: 'output',
      name: output.name,
      type: FLOAT,
      shape: whole(output.shape),
    })),
  ];
}

function mismatches({ end, name, type, shape }: Expected, info: types.IValueInfoProto): string[] {
  const faults: string[] = [];
  const tensor = info.type?.tensorType;
  if (tensor?.elemType !== type) {
    faults.push(`${end} "${name}" is not ${type === UINT8 ? 'uint8' : 'float32'}`);
  }
  const dims = tensor?.shape?.dim?.map((dim) => Math.max(Number(String(dim.dimValue ?? 0)), 0));
  const fits =
    dims?.length === shape.length &&
    shape.every((size, axis) => dims[axis] === 0 || dims[axis] === size);
  if (dims && !fits) {
    const is = dims.map((dim) => dim || '?').join(', ');
    const should = shape.map((dim) => dim || 'N').join(', ');
    faults.push(`${end} "${name}" is [${is}] and should be [${should}]`);
  }
  return faults;
}

function byName(infos: readonly types.IValueInfoProto[]) {
  return new Map(infos.map((info) => [info.name ?? '', info]));
}
