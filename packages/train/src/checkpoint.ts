import type { Weights } from '@presage/model';

/** Everything that learning needs to go on where it was: taken between two rounds, where every state is zero. */
export interface Checkpoint {
  /** Steps done. */
  readonly step: number;
  readonly weights: Weights;
  /** Adam's running means of the gradients. */
  readonly means: Weights;
  /** Adam's running means of the squared gradients. */
  readonly meanSquares: Weights;
}
