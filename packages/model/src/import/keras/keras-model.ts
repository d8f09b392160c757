import { z } from 'zod';
import { functionalCalls } from './functional-calls.ts';
import type { KerasCall, KerasLayer, KerasModel, KerasTensorName } from './keras-layer.ts';

/** Beyond what any network has; a file that says more is made to fill memory. */
const mostLayers = 5000;
const mostLevels = 16;

const serialisedSchema = z.object({
  class_name: z.string(),
  module: z.string().nullish(),
  registered_name: z.string().nullish(),
  name: z.string().nullish(),
  config: z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())]),
  inbound_nodes: z.unknown().optional(),
});
type Serialised = z.output<typeof serialisedSchema>;

const shapeSchema = z.array(z.int().positive().nullable());
const modelTypes = new Set(['Sequential', 'Functional', 'Model']);

/**
 * A Keras model's configuration as layers and calls, be it of Keras 2 or 3, `Sequential` or
 * functional, with models inside.
 *
 * Throws RangeError where it is none, breaks its own rules, or has more than 5000 layers or calls of
 * layers; ZodError where a part is of another form.
 */
export function kerasModelFrom(config: unknown): KerasModel {
  const counted = { layers: 0, calls: 0 };
  const { class_name: type } = serialisedSchema.parse(config);
  if (!modelTypes.has(type)) {
    throw new RangeError(
      `its architecture is a class of its own, ${type}, of which only the name is in the file; save a Sequential or functional model`,
    );
  }
  const model = layerFrom(config, { counted, level: 0 }).model!;
  if (callsIn(model) > mostLayers) {
    throw new RangeError(`its layers are called more than ${mostLayers} times`);
  }
  return model;
}

/** Calls of layers, those in models inside once for each call of the model: ten of ten of ten … are soon endless. */
function callsIn({ calls }: KerasModel): number {
  const each = new Map<KerasLayer, number>();
  for (const { layer } of calls) each.set(layer, (each.get(layer) ?? 0) + 1);
  return [...each].reduce((sum, [layer, count]) => sum + count * (1 + callsInside(layer)), 0);
}

function callsInside({ model, wrapped }: KerasLayer): number {
  return (model ? callsIn(model) : 0) + (wrapped ? callsInside(wrapped) : 0);
}

interface Place {
  readonly counted: { layers: number; calls: number };
  readonly level: number;
}

function layerFrom(value: unknown, { counted, level }: Place): KerasLayer {
  const serialised = serialisedSchema.parse(value);
  counted.layers += 1;
  if (counted.layers > mostLayers) throw new RangeError(`it has more than ${mostLayers} layers`);
  if (level > mostLevels) throw new RangeError(`models are nested more than ${mostLevels} deep`);
  const { class_name: type, module, config } = serialised;
  const inside: Place = { counted, level: level + 1 };
  const fields = Array.isArray(config) ? { layers: config } : config;
  const name = nameOf(serialised, fields);
  const wrapped = serialisedSchema.safeParse(fields['layer']);
  return {
    name,
    type: customName(serialised) ?? type,
    ...(module && { module }),
    config: fields,
    ...(wrapped.success && { wrapped: layerFrom(fields['layer'], inside) }),
    ...(modelTypes.has(type) && { model: modelFrom({ type, name }, fields, inside) }),
  };
}

/** `package>Name` for a class that is not of Keras. */
function customName({ registered_name: registered }: Serialised): string | undefined {
  return registered?.includes('>') && !/^keras/i.test(registered) ? registered : undefined;
}

function nameOf({ class_name: type, name }: Serialised, config: Record<string, unknown>): string {
  const own = config['name'];
  return name ?? (typeof own === 'string' ? own : type.toLowerCase());
}

function modelFrom(
  { type, name }: { readonly type: string; readonly name: string },
  config: Readonly<Record<string, unknown>>,
  inside: Place,
): KerasModel {
  const serialised = z.array(z.unknown()).min(1).parse(config['layers']);
  if (serialised.length > mostLayers) throw new RangeError(`it has more than ${mostLayers} layers`);
  const layers = serialised.map((each) => layerFrom(each, inside));
  inside.counted.calls += callsWritten(serialised);
  if (inside.counted.calls > mostLayers) {
    throw new RangeError(`its layers are called more than ${mostLayers} times`);
  }
  const names = new Set(layers.map((layer) => layer.name));
  if (names.size < layers.length) throw new RangeError(`two layers of ${name} have one name`);
  const connected =
    type === 'Sequential' ? sequentialCalls(layers) : functionalCalls(config, layers, serialised);
  const [input] = connected.inputs;
  const first = layers.find((layer) => layer.name === input?.layer) ?? layers[0]!;
  const inputShape = inputShapeOf(first, config['build_input_shape']);
  return { name, layers, ...connected, ...(inputShape && { inputShape }) };
}

/** Counted before they are put in order, which takes time by their square. */
function callsWritten(serialised: readonly unknown[]): number {
  return serialised.reduce<number>((sum, each) => {
    const nodes = serialisedSchema.parse(each).inbound_nodes;
    return sum + (Array.isArray(nodes) ? nodes.length : 1);
  }, 0);
}

function sequentialCalls(layers: readonly KerasLayer[]): {
  readonly calls: readonly KerasCall[];
  readonly inputs: readonly KerasTensorName[];
  readonly outputs: readonly KerasTensorName[];
} {
  const input = only('');
  const working = layers.filter((layer) => layer.type !== 'InputLayer');
  const calls = working.map((layer, place) => ({
    layer,
    call: 0,
    inputs: [place === 0 ? input : only(working[place - 1]!.name)],
    otherTensors: [],
  }));
  const last = working.at(-1);
  return { calls, inputs: [input], outputs: [last ? only(last.name) : input] };
}

const only = (layer: string): KerasTensorName => ({ layer, call: 0, index: 0 });

function inputShapeOf(first: KerasLayer, built: unknown): (number | null)[] | undefined {
  const { config, wrapped, model } = first;
  // Keras 2 writes batch_input_shape, Keras 3 batch_shape.
  for (const written of [config['batch_shape'], config['batch_input_shape'], built]) {
    const shape = shapeSchema.safeParse(written);
    if (shape.success) return shape.data;
  }
  if (model?.inputShape) return [...model.inputShape];
  return wrapped && inputShapeOf(wrapped, undefined);
}
