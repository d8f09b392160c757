import { elementCount } from '../../graph/value.ts';
import { seededRandom } from '../../seeded-random.ts';
import type { ProbedRun, ProbedTensor, ProbedTensors } from './probe-protocol.ts';
import { probeGraph } from './probe-graph.ts';

/** An input for one stream, batch included. */
export interface TrialInput {
  readonly name: string;
  readonly type: 'uint8' | 'float32';
  readonly shape: readonly number[];
}

export interface Trial {
  readonly bytes: Uint8Array;
  readonly inputs: readonly TrialInput[];
  readonly outputs: readonly string[];
  /** Whether to try two streams in one run. */
  readonly together: boolean;
}

/** What a graph gives, and whether streams may share a run. */
export type TrialResult =
  | { readonly kind: 'failed'; readonly reason: string }
  | {
      readonly kind: 'ran';
      /** For one stream, batch included. */
      readonly shapes: ReadonlyMap<string, readonly number[]>;
      /** Undefined where two streams in one run give what each gives alone, else why they may not. */
      readonly apart: string | undefined;
    };

const tolerance = 1e-4;

/** Runs a graph for two streams, one by one, and both in one run where that is asked for. */
export async function tryGraph({ bytes, inputs, outputs, together }: Trial): Promise<TrialResult> {
  const random = seededRandom(7);
  const [a, b] = [0, 1].map(() => streamOf(inputs, random)) as [ProbedTensors, ProbedTensors];
  const both = Object.fromEntries(
    inputs.map(({ name }) => [name, joined(a[name]!, b[name]!)] as const),
  );
  const runs = await probeGraph({ bytes, outputs, runs: together ? [a, b, both] : [a] });
  const [first, second, pair] = runs;
  if (!first || first.kind === 'failed') {
    return { kind: 'failed', reason: first?.reason ?? 'nothing ran' };
  }
  const shapes = new Map(Object.entries(first.outputs).map(([name, { shape }]) => [name, shape]));
  if (!together) return { kind: 'ran', shapes, apart: 'the graph fixes its batch' };
  return { kind: 'ran', shapes, apart: difference([first, second], pair) };
}

function difference(
  alone: readonly (ProbedRun | undefined)[],
  pair: ProbedRun | undefined,
): string | undefined {
  if (pair?.kind !== 'ran') return 'the graph does not run with a batch of two';
  for (const [name, { data, shape }] of Object.entries(pair.outputs)) {
    for (const [row, run] of alone.entries()) {
      if (run?.kind !== 'ran') return 'the graph does not run with every input';
      const own = run.outputs[name]!;
      if (own.shape[0] !== 1 || [2, ...own.shape.slice(1)].join() !== shape.join()) {
        return `output "${name}" is [${shape.join(', ')}] for two and [${own.shape.join(', ')}] for one`;
      }
      const part = data.subarray(row * own.data.length, (row + 1) * own.data.length);
      if (!own.data.every((value, index) => near(value, part[index]!))) {
        return `output "${name}" of one depends on the other`;
      }
    }
  }
  return undefined;
}

function near(a: number, b: number): boolean {
  return Object.is(a, b) || Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a));
}

function streamOf(inputs: readonly TrialInput[], random: () => number): ProbedTensors {
  return Object.fromEntries(
    inputs.map(({ name, type, shape }): [string, ProbedTensor] => {
      const length = elementCount(shape);
      const data =
        type === 'uint8'
          ? Uint8Array.from({ length }, () => Math.floor(random() * 256))
          : // Below 1: what is cast to whole numbers, a position or a count, is 0.
            Float32Array.from({ length }, random);
      return [name, { data, shape }];
    }),
  );
}

function joined(a: ProbedTensor, b: ProbedTensor): ProbedTensor {
  const length = a.data.length + b.data.length;
  const data = a.data instanceof Uint8Array ? new Uint8Array(length) : new Float32Array(length);
  data.set(a.data);
  data.set(b.data, a.data.length);
  return { data, shape: [a.shape[0]! + b.shape[0]!, ...a.shape.slice(1)] };
}
