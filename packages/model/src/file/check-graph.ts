import { bytesPerPixel, InputError } from '@presage/core';
import type { onnx as types } from 'onnx-proto';
import type { ModelDescription } from './model-description.ts';
import { onnx } from './onnx.ts';

const { FLOAT, UINT8 } = onnx.TensorProto.DataType;

/**
 * Checks that a graph has the inputs and outputs that its description names, of the right type
 * and shape, and no input that nobody would feed. A dimension that the graph leaves open fits.
 *
 * Throws InputError `model-graph-mismatch` that lists everything that is wrong.
 */
export function checkGraph(
  graph: types.IGraphProto,
  { needs, frameInput, states, outputs }: ModelDescription,
  name: string,
): void {
  const faults: string[] = [];
  const constants = new Set(graph.initializer?.map((tensor) => tensor.name));
  const inputs = (graph.input ?? []).filter((input) => !constants.has(input.name));
  const ends = { input: byName(inputs), output: byName(graph.output ?? []) };

  function expect(end: 'input' | 'output', which: string, type: number, shape: readonly number[]) {
    const info = ends[end].get(which);
    if (!info) {
      faults.push(`the graph has no ${end} "${which}" (it has ${[...ends[end].keys()].join(', ')})`);
      return;
    }
    const tensor = info.type?.tensorType;
    if (tensor?.elemType !== type) {
      faults.push(`${end} "${which}" is not ${type === UINT8 ? 'uint8' : 'float32'}`);
    }
    const dims = tensor?.shape?.dim?.map((dim) => Number(String(dim.dimValue ?? 0)));
    const fits = dims?.length === shape.length + 1 && [1, ...shape].every((size, axis) => dims[axis] === 0 || dims[axis] === size);
    if (dims && !fits) {
      faults.push(`${end} "${which}" is [${dims.map((dim) => dim || '?').join(', ')}] and should be [N, ${shape.join(', ')}]`);
    }
  }

  expect('input', frameInput, UINT8, [needs.height, needs.width, bytesPerPixel[needs.format]]);
  for (const { input, output, shape } of states) {
    expect('input', input, FLOAT, shape);
    expect('output', output, FLOAT, shape);
  }
  for (const output of outputs) expect('output', output.name, FLOAT, output.shape);

  const fed = [frameInput, ...states.map((state) => state.input)];
  const unfed = [...ends.input.keys()].filter((input) => !fed.includes(input));
  if (unfed.length > 0) faults.push(`nothing feeds the graph's input ${unfed.join(', ')}`);
  for (const list of [fed, states.map((state) => state.output), outputs.map((output) => output.name)]) {
    const twice = list.filter((item, index) => list.indexOf(item) !== index);
    if (twice.length > 0) faults.push(`${twice.join(', ')} is named twice`);
  }

  if (faults.length === 0) return;
  throw new InputError({
    code: 'model-graph-mismatch',
    message: `${name} cannot be used: its description does not fit its graph: ${faults.join('; ')}; learn the model again, or correct its state pairs if it was imported`,
    fields: { name, faults },
  });
}

function byName(infos: readonly types.IValueInfoProto[]) {
  return new Map(infos.map((info) => [info.name ?? '', info]));
}
