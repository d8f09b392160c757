import { elementCount } from '../../graph/value.ts';
import { mostElements } from '../../most-elements.ts';
import type { DeclaredTensor } from './declared-tensor.ts';
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

const batchName = /^(?:n|batch|batch_?size)$/iu;

/** What a graph is fed. */
export interface FedTensors {
  readonly data: DeclaredTensor;
  readonly states: readonly DeclaredTensor[];
  readonly constants: readonly DeclaredTensor[];
}

/**
 * Fills in the sizes that a graph leaves open: 1 for the batch (axis 0; what bears its name, or is
 * called batch; a state's only open axis where it has no name), what the user says for others.
 *
 * Throws InputError `import-dimensions` that lists the sizes that are missing, and those given that
 * the graph does not leave open.
 */
export function settleSizes(
  { data, states, constants }: FedTensors,
  given: Readonly<Record<string, number>>,
  name: string,
): SettledSizes {
  const fed = [data, ...states, ...constants];
  const batches = new Set(
    [...fed.map(({ shape }) => shape[0]), ...states.map(onlyOpen)].filter((size) =>
      isOpen(size, given),
    ),
  );
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

/** A state's only open size, where the file gives it no name. */
function onlyOpen({ name, shape }: DeclaredTensor): string | undefined {
  const [size, ...others] = shape.filter((each) => typeof each === 'string');
  return size?.startsWith(`${name}[`) && others.length === 0 ? size : undefined;
}

function isOpen(
  size: number | string | undefined,
  given: Readonly<Record<string, number>>,
): size is string {
  return typeof size === 'string' && !Object.hasOwn(given, size);
}
