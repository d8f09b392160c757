import type { ModelFile } from '../file/model-file.ts';
import type { ConvolutionExtremes } from './activation-extremes.ts';
import { quantiseGraph } from './quantise-graph.ts';
import { rewriteModel } from './rewrite-model.ts';

/**
 * A model whose convolutions run over bytes, with 8-bit weights. `extremes`: what was seen at each of
 * its convolutions, in the order of {@link observedModel}. Its calibration is left out: it was
 * measured on another.
 *
 * Throws InputError `precision-chosen`, `precision-nothing-to-do`, `precision-operator-set`.
 */
export function quantiseModel(
  file: ModelFile,
  extremes: readonly ConvolutionExtremes[],
): ModelFile {
  const { batch, states } = file.description;
  const channelAxis = batch === 'fixed' ? 1 : 0;
  const stateChannels = new Map(states.map(({ input, shape }) => [input, shape[channelAxis]!]));
  return rewriteModel(file, 'int8', (graph) => quantiseGraph(graph, { extremes, stateChannels }));
}
