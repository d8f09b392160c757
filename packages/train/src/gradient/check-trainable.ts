import { InputError } from '@presage/core';
import {
  describeNetwork,
  type ActivationName,
  type ComparingNetworkSpec,
  type LayerSpec,
} from '@presage/model';

/** Activations whose operators have a gradient rule. */
const trainableActivations: ReadonlySet<ActivationName> = new Set([
  'linear',
  'sigmoid',
  'hardSigmoid',
  'hardSigmoidKeras2',
  'tanh',
  'relu',
  'leakyRelu',
  'swish',
]);

/** Throws InputError `network-not-trainable` where layers have no gradient, naming each with the reason. */
export function checkTrainable(spec: ComparingNetworkSpec): void {
  const obstacles = describeNetwork(spec).layers.flatMap(({ name, layer }) =>
    obstaclesOf(layer).map((obstacle) => `layer ${name} (${layer.type}): ${obstacle}`),
  );
  if (obstacles.length === 0) return;
  throw new InputError({
    code: 'network-not-trainable',
    message: `the network can be run but not learned, since it holds what has no gradient; ${obstacles.join('; ')}; leave these out, or put others in their place`,
    fields: { obstacles },
  });
}

function obstaclesOf(layer: LayerSpec): string[] {
  const activations = ['activation', 'gateActivation'].flatMap((key) =>
    key in layer ? [(layer as Readonly<Record<string, unknown>>)[key] as ActivationName] : [],
  );
  const unknown = activations.filter((name) => !trainableActivations.has(name));
  return [...unknown.map((name) => `activation ${name}`), ...shapeObstacles(layer)];
}

function shapeObstacles(layer: LayerSpec): string[] {
  switch (layer.type) {
    case 'conv':
    case 'convTranspose':
      return layer.groups > 1 ? ['convolution in groups'] : [];
    case 'pool':
      return isTiling(layer) ? [] : ['windows that overlap, leave gaps or are padded'];
    case 'globalPool':
      return layer.kind === 'max' ? ['the largest of a map'] : [];
    case 'upsample':
      return ['resizing'];
    case 'merge':
      return layer.kind === 'maximum' || layer.kind === 'minimum'
        ? [`the ${layer.kind} of maps`]
        : [];
    default:
      return [];
  }
}

/** Whether the windows of a pool lie side by side, without a border. */
function isTiling({ size, stride = size, padding }: Extract<LayerSpec, { type: 'pool' }>): boolean {
  const bordered = padding === 'same' || [padding].flat().some((each) => Number(each) > 0);
  return !bordered && alike(size, stride);
}

/** Whether two `perAxis` values say the same, where one may be a number for all axes. */
function alike(a: number | readonly number[], b: number | readonly number[]): boolean {
  const rank = Math.max([a].flat().length, [b].flat().length);
  const spread = (value: number | readonly number[]): readonly number[] =>
    typeof value === 'number' ? Array.from({ length: rank }, () => value) : value;
  return spread(a).join() === spread(b).join();
}
