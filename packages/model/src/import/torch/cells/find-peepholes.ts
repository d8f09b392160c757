import { tensorName, type TorchModule } from '../torch-modules.ts';
import type { WeightSource } from '../weight-source.ts';
import type { RecognisedCell } from './recognised-cell.ts';

const parameters = [
  ['i', 'peepholeInput'],
  ['f', 'peepholeForget'],
  ['o', 'peepholeOutput'],
] as const;

type Peepholes = Pick<RecognisedCell, 'peephole' | 'size'> & {
  readonly sources: Readonly<Record<string, WeightSource>>;
  readonly leaves: readonly string[];
};

/** The weights from a cell to its gates, however they are spelt: `Wci`, `W_ci`, `w_ci`, `peephole_i`. */
export function findPeepholes(module: TorchModule, rank: number): Peepholes {
  const leafOf = (gate: string): string | undefined =>
    [...module.shapes.keys()].find((leaf) =>
      new RegExp(`^(?:[Ww]_?c_?${gate}|(?:w_)?peep(?:hole)?s?_?${gate})(?:\\.weight)?$`, 'u').test(
        leaf,
      ),
    );
  const leaves = parameters.map(([gate]) => leafOf(gate));
  if (leaves.some((leaf) => leaf === undefined))
    return { peephole: 'none', sources: {}, leaves: [] };
  const shape = module.shapes.get(leaves[0]!)!;
  const size = shape.length > rank ? shape.slice(-rank) : [];
  const isPerPixel = size.some((each) => each > 1);
  return {
    peephole: isPerPixel ? 'perPixel' : 'perChannel',
    ...(isPerPixel && { size }),
    sources: Object.fromEntries(
      parameters.map(([, name], index) => [name, tensorName(module, leaves[index]!)]),
    ),
    leaves: leaves as string[],
  };
}
