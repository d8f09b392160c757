import type { TorchItem } from './torch-items.ts';

/**
 * Takes convolutions that may be cells for cells where only that fits: where a plain convolution would
 * take other channels than there are, or give others than the next module takes, or where it is all there
 * is: a saved cell.
 */
export function settleCells(items: readonly TorchItem[]): readonly TorchItem[] {
  const [only, ...others] = items;
  if (only?.kind === 'convolution' && only.cell && others.length === 0) {
    return [{ kind: 'cell', cell: only.cell, path: only.cell.path }];
  }
  let channels: number | undefined;
  return items.map((item, index) => {
    const settled = isCell(item, { channels, next: inputsOf(items[index + 1]) })
      ? ({ kind: 'cell', cell: item.cell!, path: item.cell!.path } as const)
      : item;
    channels = outputsOf(settled) ?? channels;
    return settled;
  });
}

function isCell(
  item: TorchItem,
  { channels, next }: { readonly channels: number | undefined; readonly next: readonly number[] },
): boolean {
  if (item.kind !== 'convolution' || !item.cell) return false;
  const { hiddenChannels, inputChannels } = item.cell;
  const [filters, inputs] = item.weight;
  if (channels !== undefined) return inputs !== channels && inputChannels === channels;
  return !next.includes(filters!) && next.includes(hiddenChannels);
}

/** Channels that a module may take: as a convolution, or as a cell. */
function inputsOf(item: TorchItem | undefined): readonly number[] {
  if (item?.kind === 'cell') return [item.cell.inputChannels];
  if (item?.kind !== 'convolution') return [];
  return [item.weight[1]!, ...(item.cell ? [item.cell.inputChannels] : [])];
}

function outputsOf(item: TorchItem): number | undefined {
  if (item.kind === 'cell') return item.cell.hiddenChannels;
  return item.kind === 'convolution' ? item.weight[0] : undefined;
}
