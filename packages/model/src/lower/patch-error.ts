import { averagePool, reduceMean, reshape, square } from '../graph/operations.ts';
import { sizeAt, type Value } from '../graph/value.ts';
import type { ComparingNetworkSpec } from '../spec/network-spec.ts';
import { patchGrid } from './patch-grid.ts';

/** Mean square of `[n, channels, height, width]` over the channels and each patch: `[n, rows, columns]`. */
export function patchError(spec: ComparingNetworkSpec, difference: Value): Value {
  const squared = square(difference);
  const grey = sizeAt(squared.shape, 1) === 1 ? squared : reduceMean(squared, [1]);
  const pooled = averagePool(grey, [spec.patchSize, spec.patchSize]);
  return reshape(pooled, [0, ...patchGrid(spec)]);
}
