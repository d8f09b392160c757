import type { Grid } from './grid.ts';

/** Where scores are taken: the patches of the picture, row by row, less those left out. */
export interface Places {
  readonly grid: Grid;
  /** One a place, 1 where it is left out. Default: none is. */
  readonly mask?: Uint8Array | undefined;
}
