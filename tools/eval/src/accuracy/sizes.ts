import { defaultNetwork } from '@presage/engine';
import type { ComparingNetworkSpec } from '@presage/model';
import type { Evaluation } from '../evaluation.ts';
import { learnModel } from '../footage/learned.ts';
import { avenue, missingFiles } from '../footage/real-footage.ts';
import { markdownTable } from '../markdown-table.ts';
import { evaluatedOnAvenue } from './evaluated.ts';

/** Hidden channels and frames a second. */
const variants = [
  { hidden: 8, frameRate: 5 },
  { hidden: 16, frameRate: 5 },
  { hidden: 32, frameRate: 5 },
  { hidden: 64, frameRate: 5 },
  { hidden: 32, frameRate: 2.5 },
  { hidden: 32, frameRate: 10 },
] as const;

/** Accuracy against the size of the network and the frames a second that it sees. */
export const sizes: Evaluation = {
  name: 'sizes',
  about: 'accuracy on Avenue against network size and frame rate',
  async run({ signal, say }) {
    const missing = missingFiles([...avenue.train, avenue.clips, avenue.labels]);
    if (missing.length > 0) return `not measured: ${missing.join(', ')} not there`;
    const rows: string[][] = [];
    for (const { hidden, frameRate } of variants) {
      await using learned = await learnModel({
        sources: avenue.train.map((path) => ({ path })),
        spec: networkOf(hidden, frameRate),
        seed: 1,
        signal,
      });
      const { methods } = await evaluatedOnAvenue(learned.path, signal);
      const [model] = methods;
      rows.push([
        String(hidden),
        String(frameRate),
        String(learned.summary.parameters),
        model!.microAuc!.toFixed(3),
        model!.macroAuc!.toFixed(3),
        learned.seconds.toFixed(0),
      ]);
      say(rows.at(-1)!.join('  '));
    }
    return [
      'As `accuracy`, seed 1. The choice was not made from this table: see `scorings`.',
      '',
      markdownTable(
        ['hidden channels', 'frames/s', 'parameters', 'micro AUC', 'macro AUC', 'learning, s'],
        rows,
      ),
    ].join('\n');
  },
};

/** The default network for 16:9 with another number of channels, at another rate. */
function networkOf(hidden: number, frameRate: number): ComparingNetworkSpec {
  const spec = defaultNetwork(16 / 9);
  const layers = spec.layers.map((layer) => {
    if (layer.type === 'convLstm') return { ...layer, hiddenChannels: hidden };
    return layer.type === 'conv' && layer.activation === 'leakyRelu'
      ? { ...layer, filters: hidden }
      : layer;
  });
  return { ...spec, input: { ...spec.input, frameRate }, layers };
}
