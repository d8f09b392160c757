import type { RecognisedCell } from './cells/recognised-cell.ts';
import { moduleLayer, moduleSources, type LayerInput } from './module-layer.ts';
import type { TorchItem } from './torch-items.ts';
import type { WeightSource, WeightSources } from './weight-source.ts';

/** Layers guessed from tensors, and how sure the guess is. */
export interface InferredLayers {
  readonly layers: readonly LayerInput[];
  /** Named `layer.parameter`. */
  readonly sources: WeightSources;
  /** Of the input; undefined where even the first layer does not say. */
  readonly channels: number | undefined;
  /** Number of spatial axes. */
  readonly rank: number;
  /** Spatial sizes, where peepholes give them. */
  readonly size: readonly number[] | undefined;
  readonly notes: readonly string[];
  /** Why the layers are a draft, and no network yet; empty where nothing is left to say. */
  readonly doubts: readonly string[];
}

/**
 * The network that a file's modules make one after the other. Sure are stacks of cells with one
 * convolution behind them, batch normalisation in between; strides, paddings and activations are in
 * no file of PyTorch, so that everything else is a draft for a person.
 */
export function inferLayers(items: readonly TorchItem[]): InferredLayers {
  const layers: LayerInput[] = [];
  const sources: Record<string, WeightSource> = {};
  const notes: string[] = [];
  const doubts: string[] = [];
  const cells = items.flatMap((item) => (item.kind === 'cell' ? [item.cell] : []));
  const rank = cells[0]?.kernelSize.length ?? 2;
  let channels = firstChannels(items[0]);
  const inputChannels = channels;

  for (const [index, item] of items.entries()) {
    const name = nameOf(item.path, index);
    const add = (layer: LayerInput, own: WeightSources): void => {
      layers.push(layer);
      for (const [parameter, source] of Object.entries(own))
        sources[`${name}.${parameter}`] = source;
    };
    if (item.kind === 'cell') {
      const { cell } = item;
      if (channels !== undefined && cell.inputChannels !== channels) {
        doubts.push(
          `${name} takes ${cell.inputChannels} channels, but what stands before it in the file gives ${channels}`,
        );
      }
      add(cellLayer(cell, name), cell.sources);
      notes.push(...cell.notes);
      channels = cell.hiddenChannels;
    } else {
      const { layer, gives, doubt } = moduleLayer(item, { name, channels, rank });
      if (layer) add(layer, moduleSources(item));
      if (doubt) doubts.push(doubt);
      const around = cells.find(({ path }) => path !== '' && item.path.startsWith(`${path}.`));
      if (around && item.kind !== 'convolution') {
        doubts.push(
          `${name} stands inside the cell ${around.path}: where it applies is not in the file`,
        );
      }
      if (
        item.kind === 'convolution' &&
        items.slice(index + 1).some(({ kind }) => kind !== 'batchNormalisation')
      ) {
        doubts.push(
          `${name} is a convolution with layers behind it: its stride, padding and activation are not in the file`,
        );
      }
      channels = gives ?? channels;
    }
  }
  const output = items.findLastIndex(({ kind }) => kind !== 'batchNormalisation');
  if (items[output]?.kind === 'convolution') {
    const name = nameOf(items[output].path, output);
    notes.push(
      `${name}: taken with stride 1, padding that keeps the size, and no activation behind it; say otherwise with --spec`,
    );
  }
  if (isTwoSided(cells)) {
    doubts.push(
      'encoder and decoder hold cells of their own: what passes between them, and when, is not in the file',
    );
  }
  if (cells.length === 0) doubts.push('no ConvLSTM or ConvGRU cell was found');
  if (cells.some(({ kernelSize }) => kernelSize.length !== rank)) {
    doubts.push('its cells have maps of different dimensions');
  }
  if (cells.some(({ kernelSize }) => kernelSize.some((size) => size % 2 === 0))) {
    doubts.push('a cell has an even kernel: how it is padded is not in the file');
  }
  const size = cells.find((cell) => cell.size)?.size;
  return { layers, sources, channels: inputChannels, rank, size, notes, doubts };
}

function nameOf(path: string, index: number): string {
  return path === '' ? `layer${index}` : path;
}

function firstChannels(item: TorchItem | undefined): number | undefined {
  if (item?.kind === 'cell') return item.cell.inputChannels;
  return item?.kind === 'convolution' ? item.weight[1] : undefined;
}

function cellLayer(cell: RecognisedCell, name: string): LayerInput {
  const { type, hiddenChannels, kernelSize, hiddenKernelSize, peephole } = cell;
  const differs = kernelSize.join() !== hiddenKernelSize.join();
  const common = {
    name,
    hiddenChannels,
    kernelSize: [...kernelSize],
    ...(differs && { hiddenKernelSize: [...hiddenKernelSize] }),
  };
  return type === 'convGru'
    ? { type, ...common }
    : { type, ...common, ...(peephole !== 'none' && { peephole }) };
}

/** Cells both in an encoder and in a decoder. */
function isTwoSided(cells: readonly RecognisedCell[]): boolean {
  const some = (name: RegExp): boolean => cells.some(({ path }) => name.test(path));
  return some(/encod/iu) && some(/decod|forecast|predict/iu);
}
