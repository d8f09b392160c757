import { concat, conv } from '../graph/operations.ts';
import type { Value } from '../graph/value.ts';
import type { LayerOf } from '../spec/layer-spec.ts';
import { biasParameter } from './bias-parameter.ts';
import { convLstmCell, type CellStates } from './conv-lstm-cell.ts';
import { convLstmLayer } from './conv-lstm-layer.ts';
import { convLstmSteps } from './conv-lstm-steps.ts';
import { gateConvolution } from './gate-convolution.ts';
import { kernelParameter } from './kernel-parameter.ts';
import type { LayerFacts, LayerLowering, LoweringContext } from './layer-lowering.ts';
import { layerConvolution } from './layer-convolution.ts';
import { recurrentConvolutions } from './recurrent-convolutions.ts';
import { spatialSizes } from './spatial-sizes.ts';

type EncoderForecaster = LayerOf<'encoderForecaster'>;
type Parameters = Pick<LoweringContext, 'parameter'>;

/**
 * Encoder and forecaster (Shi et al. 2015, fig. 2). Weights are those of ConvLSTM layers, named
 * `encoder0.…` and `forecaster0.…` from the bottom, and the 1×1 convolution's, `output.…`, over the
 * hidden states of all forecaster layers, the bottom one's first.
 */
export const encoderForecasterLayer: LayerLowering<EncoderForecaster> = {
  describe(layer, [channels, ...sizes]) {
    const encoder = stack(layer, channels!).map(({ cell, inputs }) =>
      convLstmLayer.describe(cell, [inputs, ...sizes], []),
    );
    const forecaster = encoder.map((facts, level) =>
      level === 0 ? withoutInput(facts) : facts.parameters,
    );
    const hidden = layer.layers.reduce((sum, { hiddenChannels }) => sum + hiddenChannels, 0);
    return {
      outputShape: [layer.horizon * layer.filters, ...sizes],
      parameters: [
        ...encoder.flatMap(({ parameters }, level) => parameters.map(within(`encoder${level}`))),
        ...forecaster.flatMap((parameters, level) => parameters.map(within(`forecaster${level}`))),
        ...[
          kernelParameter(
            'weight',
            [layer.filters, hidden],
            sizes.map(() => 1),
          ),
          biasParameter(layer.filters),
        ].map(within('output')),
      ],
      states: encoder.flatMap(({ states }, level) => states.map(within(`encoder${level}`))),
    };
  },
  lower(layer, x, context) {
    const cells = stack(layer, 0).map(({ cell }) => cell);
    let frames = x;
    // A forecast starts from the states after each frame; all frames' forecasts run side by side.
    const starts = cells.map((cell, level) => {
      const after = convLstmSteps(cell, frames, inside(`encoder${level}`, context));
      const all = (pick: (states: CellStates) => Value): Value => concat(after.map(pick), 0);
      const start = { hidden: all(({ hidden }) => hidden), cell: all((states) => states.cell) };
      frames = start.hidden;
      return start;
    });
    return forecast(layer, starts, context);
  },
};

/** `horizon` predictions, one after the other along the channels. */
function forecast(
  layer: EncoderForecaster,
  starts: readonly CellStates[],
  context: LoweringContext,
): Value {
  const cells = stack(layer, 0).map(({ cell }) => cell);
  const { parameter } = inside('output', context);
  const onePixel = layerConvolution(
    { kernelSize: 1, stride: 1, padding: 'valid', dilation: 1 },
    spatialSizes(starts[0]!.hidden),
  );
  const states = [...starts];
  const predictions = Array.from({ length: layer.horizon }, () => {
    cells.forEach((cell, level) => {
      const own = inside(`forecaster${level}`, context);
      const gates = gatesOf(cell, { below: states[level - 1]?.hidden, own: states[level]! }, own);
      states[level] = convLstmCell(cell, { gates, cell: states[level]!.cell }, own);
    });
    const hidden = concat(
      states.map((each) => each.hidden),
      1,
    );
    return conv(hidden, parameter('weight'), { ...onePixel, bias: parameter('bias') });
  });
  return concat(predictions, 1);
}

/** The gates of a forecaster's layer; the bottom one has no layer below to convolve. */
function gatesOf(
  cell: LayerOf<'convLstm'>,
  { below, own }: { readonly below: Value | undefined; readonly own: CellStates },
  { parameter }: Parameters,
): Value {
  if (below) return gateConvolution(cell, below, { steps: 1, parameter })(0, own.hidden);
  const { onHidden } = recurrentConvolutions(cell, spatialSizes(own.hidden));
  return conv(own.hidden, parameter('hiddenWeight'), { ...onHidden, bias: parameter('bias') });
}

/** The layers of encoder and forecaster as ConvLSTM layers, from the bottom, and their input channels. */
function stack(
  { layers, peephole, gateActivation, activation, forgetBias }: EncoderForecaster,
  channels: number,
): readonly { readonly cell: LayerOf<'convLstm'>; readonly inputs: number }[] {
  return layers.map((sizes, level) => ({
    cell: {
      type: 'convLstm',
      ...sizes,
      stride: 1,
      padding: 'same',
      dilation: 1,
      peephole,
      gateActivation,
      activation,
      forgetBias,
      returnSequences: true,
    },
    inputs: layers[level - 1]?.hiddenChannels ?? channels,
  }));
}

function withoutInput({ parameters }: LayerFacts): LayerFacts['parameters'] {
  return parameters.filter(({ name }) => name !== 'inputWeight');
}

/** Names of one part of the layer. */
function within(part: string): <T extends { readonly name: string }>(facts: T) => T {
  return (facts) => ({ ...facts, name: `${part}.${facts.name}` });
}

/** A context in which the names are those of one part of the layer. */
function inside(part: string, context: LoweringContext): LoweringContext {
  return {
    ...context,
    parameter: (name) => context.parameter(`${part}.${name}`),
    state: (name) => context.state(`${part}.${name}`),
    setState: (name, value) => context.setState(`${part}.${name}`, value),
  };
}
