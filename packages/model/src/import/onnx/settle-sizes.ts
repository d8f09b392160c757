import type { DeclaredTensor } from './declared-tensor.ts';
import { elementCount } from '../../graph/value.ts';
import { refusal } from './refusal.ts';

/** A tensor whose sizes are all known, for one stream. */
export interface SettledTensor extends DeclaredTensor {
  readonly shape: readonly number[];
}

/** What a graph is fed, with the sizes that it leaves open filled in. */
export interface SettledSizes {
  readonly settle: (tensor: DeclaredTensor) => SettledTensor;
  /** Whether axis 0 is open, and so may be a batch of any size. */
  readonly openBatch: (tensor: DeclaredTensor) => boolean;
}

/** 1 GiB of float32. */
const mostElements = 2 ** 28;

const batchName = /^(?:n|batch|batch_?size)$/iu;

/**
 * Fills in the sizes that a graph leaves open: 1 for the batch (axis 0, and what bears its name or
 * is called batch), what the user says for others.
 *
 * Throws InputError `import-dimensions` that lists the sizes that are missing, and those given that
 * the graph does not leave open.
 */
export function settleSizes(
  fed: readonly DeclaredTensor[],
  given: Readonly<Record<string, number>>,
  name: string,
): SettledSizes {
  const batches = new Set(fed.map(({ shape }) => shape[0]).filter((size) => isOpen(size, given)));
  const sizeOf = (size: number | string): number | undefined => {
    if (typeof size === 'number') return size;
    const said = Object.hasOwn(given, size) ? given[size] : undefined;
    return said ?? (batches.has(size) || batchName.test(size) ? 1 : undefined);
  };

  const places = new Map<string, string[]>();
  for (const { name: tensor, shape } of fed) {
    for (const [axis, size] of shape.entries()) {
      if (typeof size !== 'string') continue;
      places.set(size, [...(places.get(size) ?? []), `axis ${axis} of "${tensor}"`]);
    }
  }
  const faults = [...places]
    .filter(([size]) => sizeOf(size) === undefined)
    .map(([size, where]) => `${size} is open (${where.join(', ')})`);
  for (const [size, value] of Object.entries(given)) {
    if (!places.has(size)) faults.push(`no input has a size named ${size}`);
    else if (!Number.isInteger(value) || value < 1) faults.push(`${size} cannot be ${value}`);
  }
  const settle = (tensor: DeclaredTensor): SettledTensor => ({
    ...tensor,
    shape: tensor.shape.map((size) => sizeOf(size) ?? 1),
  });
  for (const { name: tensor, shape } of fed.map(settle)) {
    const elements = elementCount(shape);
    if (elements > mostElements) {
      faults.push(
        `"${tensor}" has ${elements.toLocaleString('en-US')} elements, and at most ${mostElements.toLocaleString('en-US')} can be`,
      );
    }
  }
  if (faults.length > 0) {
    throw refusal(
      'import-dimensions',
      `${name} can only run with every size known: ${faults.join('; ')}; give a whole number for each that is open: --dimension name=size`,
      { name, faults },
    );
  }
  return {
    settle,
    openBatch: ({ shape }) => isOpen(shape[0], given),
  };
}

function isOpen(
  size: number | string | undefined,
  given: Readonly<Record<string, number>>,
): size is string {
  return typeof size === 'string' && !Object.hasOwn(given, size);
}
