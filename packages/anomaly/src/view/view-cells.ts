/** Cells side by side and on top of each other: each is judged by itself, and what most of them say counts. */
const cellColumns = 8;
const cellRows = 6;

/** How many cells there are. */
export const viewCells = cellColumns * cellRows;

/** The cell of each tile, row by row. */
export function cellOfTiles(columns: number, rows: number): Uint8Array {
  return Uint8Array.from({ length: columns * rows }, (_, tile) => {
    const row = Math.floor((Math.floor(tile / columns) * cellRows) / rows);
    const column = Math.floor(((tile % columns) * cellColumns) / columns);
    return row * cellColumns + column;
  });
}

/** The cells of the left, right, upper and lower half of the picture. */
export const halves: readonly ReadonlySet<number>[] = [
  (column: number) => column < cellColumns / 2,
  (column: number) => column >= cellColumns / 2,
  (_: number, row: number) => row < cellRows / 2,
  (_: number, row: number) => row >= cellRows / 2,
].map((lies) => {
  const cells = Array.from({ length: viewCells }, (_, cell) => cell);
  return new Set(cells.filter((cell) => lies(cell % cellColumns, Math.floor(cell / cellColumns))));
});

/**
 * Shares of the cells that make a fault: a lorry may fill half of the picture. What is unlike must be so
 * in every half as well, of which a lorry leaves one alone.
 */
export const cellShares = {
  lost: 0.8,
  unlike: 0.72,
  unlikeInHalf: 0.62,
  unlikeAndTelling: 0.35,
  blurred: 0.75,
} as const;
