/**
 * The inverse of the Cholesky factor of a covariance: what turns deviations into independent ones of
 * size 1. Both are lower triangles, row by row; `rows` is the number of rows.
 *
 * Throws RangeError where the covariance is not positive definite.
 */
export function whiteningOf(covariance: Float64Array, rows: number): Float64Array {
  const factor = choleskyFactor(covariance, rows);
  const inverse = new Float64Array(factor.length);
  const at = (row: number, column: number): number => (row * (row + 1)) / 2 + column;
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
  const start = (row: number): number => (row * (row + 1)) / 2;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let rest = covariance[start(row) + column]!;
      for (let k = 0; k < column; k += 1) {
        rest -= factor[start(row) + k]! * factor[start(column) + k]!;
      }
      if (column < row) factor[start(row) + column] = rest / factor[start(column) + column]!;
      else if (rest > 0) factor[start(row) + row] = Math.sqrt(rest);
      else throw new RangeError(`the covariance is not positive definite at row ${row}`);
    }
  }
  return factor;
}
