import type { NetworkSpecInput } from '../../spec/network-spec.ts';
import type { ModuleItem } from './torch-items.ts';
import type { WeightSource, WeightSources } from './weight-source.ts';

/** A layer as written in a spec. */
export type LayerInput = NetworkSpecInput['layers'][number];

/** Where the parameters of a layer made of one module come from. */
export function moduleSources({ kind, path, hasBias }: ModuleItem): WeightSources {
  const named = (leaf: string): string => (path === '' ? leaf : `${path}.${leaf}`);
  const bias: WeightSource = hasBias ? named('bias') : { constant: [0] };
  switch (kind) {
    case 'batchNormalisation': {
      const folded = (gives: 'scale' | 'offset') => ({ batchNormalisation: path, gives });
      return { scale: folded('scale'), offset: folded('offset') };
    }
    case 'normalisation':
      return { scale: named('weight'), offset: bias };
    case 'convolution':
    case 'linear':
      return { weight: named('weight'), bias };
    default:
      return {};
  }
}

/** Half of the kernel at each border: what PyTorch models pad with to keep the size. */
function keepingSize(kernelSize: readonly number[]): number | number[] {
  const halves = kernelSize.map((size) => Math.floor((size - 1) / 2));
  return new Set(halves).size === 1 ? halves[0]! : [...halves, ...halves];
}

/** Where a module stands. */
export interface ModuleContext {
  readonly name: string;
  /** That reach it. */
  readonly channels: number | undefined;
  readonly rank: number;
}

/** A layer made of one module. */
export interface ModuleLayer {
  readonly layer?: LayerInput;
  /** Channels behind it, where they change. */
  readonly gives?: number;
  /** What the file leaves open about it. */
  readonly doubt?: string;
}

/** The layer that a module most likely is. */
export function moduleLayer(item: ModuleItem, context: ModuleContext): ModuleLayer {
  const { weight } = item;
  const { name, channels } = context;
  switch (item.kind) {
    case 'convolution':
      return convolutionLayer(weight, context);
    case 'batchNormalisation': {
      const isOther = weight.length > 0 && channels !== undefined && weight[0] !== channels;
      return {
        layer: { type: 'normalisation', name, kind: 'batch' },
        ...(isOther && {
          doubt: `${name} normalises ${weight[0]} channels where there are ${channels}`,
        }),
      };
    }
    case 'normalisation':
      return {
        layer: { type: 'normalisation', name, kind: weight.length > 1 ? 'layer' : 'instance' },
        doubt: `${name} is a normalisation of a kind that its tensors do not tell (group, instance or layer)`,
      };
    case 'linear':
      return {
        layer: { type: 'dense', name, units: weight[0]! },
        gives: weight[0]!,
        doubt: `${name} is a linear layer: what it flattens is not in the file`,
      };
    default:
      return { doubt: `${name} holds tensors of no known layer` };
  }
}

function convolutionLayer(
  weight: readonly number[],
  { name, channels, rank }: ModuleContext,
): ModuleLayer {
  const [first = 0, second = 0, ...kernel] = weight;
  const kernelSize = kernel.length === rank + 1 && kernel[0] === 1 ? kernel.slice(1) : kernel;
  const isTransposed = channels !== undefined && second !== channels && first === channels;
  const filters = isTransposed ? second : first;
  const padding = keepingSize(kernelSize);
  const type = isTransposed ? 'convTranspose' : 'conv';
  const doubt = isTransposed
    ? `${name} looks like a transposed convolution: its stride is not in the file`
    : convolutionDoubt({ filters, inputs: second, kernelSize }, { name, channels, rank });
  return {
    layer: { type, name, filters, kernelSize, padding },
    gives: filters,
    ...(doubt !== undefined && { doubt }),
  };
}

interface PlainConvolution {
  readonly filters: number;
  readonly inputs: number;
  readonly kernelSize: readonly number[];
}

function convolutionDoubt(
  { filters, inputs, kernelSize }: PlainConvolution,
  { name, channels, rank }: ModuleContext,
): string | undefined {
  if (channels !== undefined && inputs !== channels) {
    return `${name} takes ${inputs} channels, but what stands before it in the file gives ${channels}`;
  }
  if (kernelSize.length !== rank) {
    return `${name} has a kernel of ${kernelSize.length} dimensions over maps of ${rank}`;
  }
  if (kernelSize.every((size) => size % 2 === 1)) return undefined;
  // Only of as many channels in as out both fit the shape.
  const perhaps =
    filters === channels
      ? ': perhaps it is a transposed convolution (convTranspose), often of stride 2'
      : '';
  return `${name} has an even kernel${perhaps}: how it is padded is not in the file`;
}
