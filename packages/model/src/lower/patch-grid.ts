import type { ComparingNetworkSpec } from '../spec/network-spec.ts';

/** Rows and columns of the patch grid; what does not fill a patch at the right and bottom is left out. */
export function patchGrid({
  input,
  patchSize,
}: Pick<ComparingNetworkSpec, 'input' | 'patchSize'>): readonly [rows: number, columns: number] {
  return [Math.floor(input.height / patchSize), Math.floor(input.width / patchSize)];
}
