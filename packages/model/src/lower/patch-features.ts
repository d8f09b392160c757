import { averagePool, matMul } from '../graph/operations.ts';
import { sizeAt, type Value } from '../graph/value.ts';
import type { ComparingNetworkSpec } from '../spec/network-spec.ts';
import type { NamedLayer, NetworkFacts } from './describe-network.ts';
import { patchGrid } from './patch-grid.ts';

/**
 * The layer whose hidden state tells what a network makes of each place: its first ConvLSTM or ConvGRU
 * over maps of two dimensions; undefined where it has none.
 */
export function featureLayer({ layers }: NetworkFacts): NamedLayer | undefined {
  return layers.find(
    ({ layer: { type }, outputShape }) =>
      (type === 'convLstm' || type === 'convGru') && outputShape.length === 3,
  );
}

/**
 * Mean of a hidden state, `[n, channels, height, width]`, over each patch: `[n, channels, rows, columns]`.
 * Its maps cover the picture; a value that lies in two patches counts in each for its part there.
 */
export function patchFeatures(spec: ComparingNetworkSpec, hidden: Value): Value {
  const [height, width] = [sizeAt(hidden.shape, 2), sizeAt(hidden.shape, 3)];
  const [rows, columns] = patchGrid(spec);
  const { input, patchSize } = spec;
  const [down, across] = [(patchSize * height) / input.height, (patchSize * width) / input.width];
  if (Number.isInteger(down) && Number.isInteger(across)) {
    return averagePool(hidden, [down, across]);
  }
  const { graph } = hidden;
  const overRows = graph.literal(shares(rows, height, down), [rows, height]);
  const overColumns = graph.literal(transposed(shares(columns, width, across), width), [
    width,
    columns,
  ]);
  return matMul(matMul(overRows, hidden), overColumns);
}

/** `[patches, size]`: how much of each patch, `length` values long, each of `size` values fills. */
function shares(patches: number, size: number, length: number): Float32Array {
  return Float32Array.from({ length: patches * size }, (_, index) => {
    const patch = Math.floor(index / size);
    const at = index % size;
    const begin = Math.max(at, patch * length);
    const end = Math.min(at + 1, (patch + 1) * length);
    return Math.max(0, end - begin) / length;
  });
}

function transposed(matrix: Float32Array, columns: number): Float32Array {
  const rows = matrix.length / columns;
  return matrix.map((_, index) => matrix[(index % rows) * columns + Math.floor(index / rows)]!);
}
