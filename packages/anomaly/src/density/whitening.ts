import { triangleSize } from './feature-moments.ts';

/** Where an entry stands in a lower triangle. */
const at = (row: number, column: number): number => triangleSize(row) + column;

/**
 * The inverse of the Cholesky factor of a covariance: what turns deviations into independent ones of
 * size 1. Both are lower triangles, row by row; `rows` is the number of rows.
 *
 * Throws RangeError where the covariance is not positive definite.
 */
export function whiteningOf(covariance: Float64Array, rows: number): Float64Array {
  const factor = choleskyFactor(covariance, rows);
  const inverse = new Float64Array(factor.length);
  for (let column = 0; column < rows; column += 1) {
    inverse[at(column, column)] = 1 / factor[at(column, column)]!;
    for (let row = column + 1; row < rows; row += 1) {
      let sum = 0;
      for (let k = column; k < row; k += 1) sum += factor[at(row, k)]! * inverse[at(k, column)]!;
      inverse[at(row, column)] = -sum / factor[at(row, row)]!;
    }
  }
  return inverse;
}

function choleskyFactor(covariance: Float64Array, rows: number): Float64Array {
  const factor = new Float64Array(covariance.length);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let rest = covariance[at(row, column)]!;
      for (let k = 0; k < column; k += 1) {
        rest -= factor[at(row, k)]! * factor[at(column, k)]!;
      }
      if (column < row) factor[at(row, column)] = rest / factor[at(column, column)]!;
      else if (rest > 0) factor[at(row, row)] = Math.sqrt(rest);
      else throw new RangeError(`the covariance is not positive definite at row ${row}`);
    }
  }
  return factor;
}
