import type { LayerSpec } from '@presage/model';

/** A layer's settings in a few words: `32 filters, 5×5, stride 2, relu`. `axes`: how many its maps have. */
export function layerSettings(layer: LayerSpec, axes: number): string {
  const size = (value: PerAxis) => sizeText(value, axes);
  switch (layer.type) {
    case 'conv':
    case 'convTranspose':
      return words(
        count(layer.filters, 'filter'),
        size(layer.kernelSize),
        ...windowWords(layer, 'same'),
        layer.type === 'convTranspose' && layer.outputPadding !== 0
          ? `output padding ${borders(layer.outputPadding)}`
          : '',
        layer.groups === 1 ? '' : count(layer.groups, 'group'),
        ...activationWords(layer),
      );
    case 'convLstm':
    case 'convGru':
      return words(
        count(layer.hiddenChannels, 'hidden channel'),
        size(layer.kernelSize),
        hiddenWord(layer, axes),
        ...windowWords(layer, 'same'),
        layer.hiddenDilation === undefined
          ? ''
          : `hidden dilation ${borders(layer.hiddenDilation)}`,
        layer.type === 'convLstm' ? peepholeWord(layer) : candidateWord(layer),
        ...gateWords(layer),
        layer.returnSequences ? '' : 'last frame only',
      );
    case 'encoderForecaster':
      return words(
        layer.layers
          .map((each) =>
            [`${each.hiddenChannels} channels`, size(each.kernelSize), hiddenWord(each, axes)]
              .filter((part) => part !== '')
              .join(' '),
          )
          .join(' + '),
        peepholeWord(layer),
        ...gateWords(layer),
        count(layer.horizon, 'prediction'),
        count(layer.filters, 'filter'),
      );
    case 'pool':
      return words(layer.kind, size(layer.size), ...windowWords(layer, 'valid'));
    case 'globalPool':
    case 'merge':
      return layer.kind;
    case 'upsample':
      return words(perAxis('factor', layer.factor), layer.interpolation);
    case 'pixelShuffle':
    case 'pixelUnshuffle':
      return `factor ${layer.factor}`;
    case 'pad':
      return borders(layer.padding);
    case 'crop':
      return borders(layer.cropping);
    case 'normalisation':
      return words(
        layer.kind,
        layer.groups === undefined ? '' : count(layer.groups, 'group'),
        layer.affine === 'perPixel' ? 'a scale for each place' : '',
      );
    case 'activation':
      return words(...activationWords(layer));
    case 'dense':
      return words(count(layer.units, 'unit'), ...activationWords(layer));
    case 'reshape':
      return words(
        layer.shape.join('×'),
        layer.layout === 'channelsLast' ? 'counted channels last' : '',
      );
    case 'permute':
      return layer.axes.join(', ');
    case 'offset':
      return '';
    default:
      return layer satisfies never;
  }
}

type PerAxis = number | readonly number[];
type Layer<T extends LayerSpec['type']> = Extract<LayerSpec, { type: T }>;

interface Window {
  readonly stride?: PerAxis | undefined;
  readonly padding: PerAxis | 'same' | 'valid';
  readonly dilation?: PerAxis;
}

function windowWords(
  { stride = 1, padding, dilation = 1 }: Window,
  usual: 'same' | 'valid',
): string[] {
  return [
    perAxis('stride', stride),
    perAxis('dilation', dilation),
    padding === usual ? '' : typeof padding === 'string' ? padding : `padding ${borders(padding)}`,
  ];
}

function activationWords({
  activation,
  negativeSlope,
}: Pick<Layer<'activation'>, 'activation' | 'negativeSlope'>): string[] {
  return [activation, negativeSlope === undefined ? '' : `slope ${negativeSlope} below zero`];
}

function gateWords(layer: Layer<'convLstm' | 'convGru' | 'encoderForecaster'>): string[] {
  const { gateActivation, activation } = layer;
  return [
    gateActivation === 'sigmoid' ? '' : `gates ${gateActivation}`,
    activation === 'tanh' ? '' : activation === 'linear' ? 'no activation' : activation,
  ];
}

function hiddenWord(
  { hiddenKernelSize }: { readonly hiddenKernelSize?: PerAxis | undefined },
  axes: number,
): string {
  return hiddenKernelSize === undefined ? '' : `hidden ${sizeText(hiddenKernelSize, axes)}`;
}

function peepholeWord({ peephole }: Layer<'convLstm' | 'encoderForecaster'>): string {
  return peephole === 'none' ? '' : `peephole ${peephole}`;
}

function candidateWord({ candidate }: Layer<'convGru'>): string {
  return candidate === 'resetAfter' ? 'reset after' : '';
}

function words(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '' && part !== 'linear').join(', ');
}

function count(value: number, word: string): string {
  return `${value} ${word}${value === 1 ? '' : 's'}`;
}

function sizeText(value: PerAxis, axes: number): string {
  const sizes = typeof value === 'number' ? Array.from({ length: axes }, () => value) : value;
  return sizes.length === 1 ? `size ${sizes[0]}` : sizes.join('×');
}

function perAxis(word: string, value: PerAxis): string {
  const sizes = typeof value === 'number' ? [value] : value;
  if (sizes.every((size) => size === 1)) return '';
  return `${word} ${new Set(sizes).size === 1 ? sizes[0] : sizes.join('×')}`;
}

/** Of borders: beginnings, then ends. */
function borders(value: PerAxis): string {
  return typeof value === 'number' ? String(value) : value.join(' ');
}
