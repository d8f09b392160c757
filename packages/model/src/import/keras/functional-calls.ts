import { z } from 'zod';
import type { KerasCall, KerasLayer, KerasTensorName } from './keras-layer.ts';

const index = z.int().nonnegative();
const tensorTuple = z.tuple([z.string(), index, index], z.unknown());
const kerasTensor = z.object({
  class_name: z.literal('__keras_tensor__'),
  config: z.object({ keras_history: tensorTuple }),
});
/** Keras 3: a call's arguments. */
const argumentsSchema = z.object({
  args: z.array(z.unknown()),
  kwargs: z.record(z.string(), z.unknown()).default({}),
});
const nodesSchema = z.object({ inbound_nodes: z.array(z.unknown()).default([]) });

type Connected = {
  readonly calls: readonly KerasCall[];
  readonly inputs: readonly KerasTensorName[];
  readonly outputs: readonly KerasTensorName[];
};
type Inbound = Pick<KerasCall, 'inputs' | 'otherTensors'>;

/** Who takes what in a functional model; the calls come out in an order that can be worked off. */
export function functionalCalls(
  config: Readonly<Record<string, unknown>>,
  layers: readonly KerasLayer[],
  serialised: readonly unknown[],
): Connected {
  const calls = layers.flatMap((layer, place) =>
    nodesSchema.parse(serialised[place]).inbound_nodes.map((node, call) => ({
      layer,
      call,
      ...inboundOf(node),
    })),
  );
  return {
    calls: inOrder(calls, layers),
    inputs: tensorsIn(config['input_layers']),
    outputs: tensorsIn(config['output_layers']),
  };
}

function inboundOf(node: unknown): Inbound {
  const written = argumentsSchema.safeParse(node);
  if (written.success) {
    const { args, kwargs } = written.data;
    return {
      inputs: tensorsIn(args),
      otherTensors: Object.keys(kwargs).filter((name) => tensorsIn(kwargs[name]).length > 0),
    };
  }
  const inputs = tensorsIn(node);
  const keywords = Array.isArray(node) ? node.map((each: unknown) => keywordsOf(each)) : [];
  const otherTensors = keywords.flatMap((each) =>
    Object.keys(each).filter((name) => tensorsIn(each[name]).length > 0),
  );
  return { inputs, otherTensors };
}

/** Keras 2: `[layer, call, index, { keyword: … }]`. */
function keywordsOf(tuple: unknown): Record<string, unknown> {
  const keywords = z
    .record(z.string(), z.unknown())
    .safeParse(Array.isArray(tuple) ? tuple[3] : null);
  return keywords.success ? keywords.data : {};
}

/** Every tensor that is named in there, in order; keywords are left alone. */
function tensorsIn(value: unknown): KerasTensorName[] {
  const named = tensorTuple.safeParse(value);
  if (named.success) return [tensorName(named.data)];
  const tensor = kerasTensor.safeParse(value);
  if (tensor.success) return [tensorName(tensor.data.config.keras_history)];
  return Array.isArray(value) ? value.flatMap(tensorsIn) : [];
}

function tensorName([layer, call, place]: [string, number, number, ...unknown[]]): KerasTensorName {
  return { layer, call, index: place };
}

function inOrder(calls: readonly KerasCall[], layers: readonly KerasLayer[]): KerasCall[] {
  const done = new Set(
    layers.filter(({ type }) => type === 'InputLayer').map(({ name }) => key(name, 0)),
  );
  const ordered: KerasCall[] = [];
  let waiting = calls;
  while (waiting.length > 0) {
    const later: KerasCall[] = [];
    for (const call of waiting) {
      if (call.inputs.some((input) => !done.has(key(input.layer, input.call)))) later.push(call);
      else {
        done.add(key(call.layer.name, call.call));
        ordered.push(call);
      }
    }
    if (later.length === waiting.length) {
      throw new RangeError(
        `${later[0]!.layer.name} takes what no layer gives, or what comes of itself`,
      );
    }
    waiting = later;
  }
  return ordered;
}

const key = (layer: string, call: number): string => `${call} ${layer}`;
