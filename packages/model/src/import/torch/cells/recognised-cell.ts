import type { TorchModule } from '../torch-modules.ts';
import type { WeightSource, WeightSources } from '../weight-source.ts';

/** A recurrent cell found by the names and shapes of its tensors. */
export interface RecognisedCell {
  readonly type: 'convLstm' | 'convGru';
  /** Path of its module. */
  readonly path: string;
  readonly place: number;
  readonly hiddenChannels: number;
  readonly inputChannels: number;
  readonly kernelSize: readonly number[];
  readonly hiddenKernelSize: readonly number[];
  readonly peephole: 'none' | 'perChannel' | 'perPixel';
  /** Spatial sizes, where its peepholes give them. */
  readonly size?: readonly number[];
  /** By the names of the layer's parameters. */
  readonly sources: WeightSources;
  /** Names, within the module, of the tensors it is made of. */
  readonly leaves: ReadonlySet<string>;
  /** What had to be assumed, or is left out: a sentence each. */
  readonly notes: readonly string[];
}

/** A way to lay a cell's weights out. Gives undefined where a module is not laid out so. */
export type CellLayout = (module: TorchModule, asked: AskedGates) => RecognisedCell | undefined;

/** The order of gates that was asked for, in place of the layout's usual one: for one type of cell. */
export interface AskedGates {
  readonly convLstm?: string | undefined;
  readonly convGru?: string | undefined;
}

/** A kernel's spatial sizes, of one, two or three axes; undefined where the shape is no kernel's. */
export function kernelOf(shape: readonly number[] | undefined): readonly number[] | undefined {
  return shape && shape.length >= 3 && shape.length <= 5 ? shape.slice(2) : undefined;
}

/** The bias of a module, of several added up, or zeros where there is none. */
export function biasSource(biases: readonly WeightSource[]): WeightSource {
  if (biases.length === 0) return { constant: [0] };
  return biases.length === 1 ? biases[0]! : { sum: biases };
}

/** Says in which order a kernel's gates were taken where nobody gave it. */
export function gatesTaken(tensor: string, gates: string): string {
  return `${tensor}: gates taken in the order ${gates.split('').join(', ')}; where its code splits them otherwise, say so with --gates`;
}

/** Says of a cell without a bias what its code may add all the same. */
export function withoutBias({ path }: TorchModule, biases: readonly string[]): readonly string[] {
  if (biases.length > 0) return [];
  return [
    `${path || 'the cell'}: has no bias; where its code adds a number to the forget gate when it runs, say so with --forget-bias 1`,
  ];
}
