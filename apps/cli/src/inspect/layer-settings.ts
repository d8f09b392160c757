import type { LayerSpec } from '@presage/model';

/** A layer's settings in a few words: `32 filters, 5×5, stride 2, relu`. */
export function layerSettings(layer: LayerSpec): string {
  switch (layer.type) {
    case 'conv':
    case 'convTranspose':
      return words(
        count(layer.filters, 'filter'),
        size(layer.kernelSize),
        stride(layer.stride),
        layer.activation,
      );
    case 'convLstm':
      return words(
        count(layer.hiddenChannels, 'hidden channel'),
        size(layer.kernelSize),
        stride(layer.stride),
        layer.peephole === 'none' ? '' : `peephole ${layer.peephole}`,
      );
    case 'convGru':
      return words(
        count(layer.hiddenChannels, 'hidden channel'),
        size(layer.kernelSize),
        stride(layer.stride),
      );
    case 'pixelShuffle':
    case 'pixelUnshuffle':
      return `factor ${layer.factor}`;
    case 'pool':
      return words(layer.kind, size(layer.size));
    case 'normalisation':
      return layer.kind;
    case 'offset':
      return '';
    case 'activation':
      return layer.activation;
    case 'dense':
      return words(count(layer.units, 'unit'), layer.activation);
    case 'reshape':
      return layer.shape.join('×');
    case 'merge':
      return layer.kind;
    default:
      return '';
  }
}

function words(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '' && part !== 'linear').join(', ');
}

function count(value: number, word: string): string {
  return `${value} ${word}${value === 1 ? '' : 's'}`;
}

function size(value: number | readonly number[]): string {
  return typeof value === 'number' ? `${value}×${value}` : value.join('×');
}

function stride(value: number | readonly number[]): string {
  const axes = typeof value === 'number' ? [value] : value;
  if (axes.every((axis) => axis === 1)) return '';
  return `stride ${[...new Set(axes)].join('×')}`;
}
