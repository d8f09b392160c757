import { mkdtempDisposable } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { frameNeedsOf, openModel, type ComparingNetworkSpec } from '@presage/model';
import type { Bench, BenchContext } from '../bench.ts';
import { measured, missing, type Figure } from '../figure.ts';
import { interleave, medianRatio } from '../interleave.ts';
import { largestDifference } from '../largest-difference.ts';
import { median } from '../median.ts';
import { chongTay } from '../networks/chong-tay.ts';
import { benchWeights, prepareModel } from '../prepare-model.ts';
import { pytorchMissing } from '../python-process.ts';
import { startPytorchStep } from '../pytorch-step.ts';
import { randomFrames } from '../random-frames.ts';
import { streamResults } from '../stream-results.ts';
import { timed } from '../timed.ts';
import { twoUnderWay } from '../two-under-way.ts';

const turnMs = 400;
/** Frames over which both must say the same before either is timed. */
const comparedFrames = 8;
const tolerance = 1e-4;

/** A float32 step, against the same in PyTorch. */
export const pytorchStep: Bench = {
  name: 'pytorch-step',
  about: 'a stream’s step against PyTorch’s with the same weights, frames and threads',
  async run(context) {
    const lacking = await pytorchMissing(context.signal);
    const frame = { name: 'pytorch-step/chong-tay', unit: '× faster', bar: 1.7 };
    if (lacking !== undefined)
      return [missing({ ...frame, better: 'more', reference: `PyTorch missing: ${lacking}` })];
    return [await measure(frame, chongTay, context)];
  },
};

async function measure(
  frame: Pick<Figure, 'name' | 'unit' | 'bar'>,
  spec: ComparingNetworkSpec,
  { signal, say }: BenchContext,
): Promise<Figure> {
  const threads = availableParallelism();
  const file = prepareModel(spec);
  await using model = await openModel(file, { threads, device: 'cpu', signal });
  const next = randomFrames(frameNeedsOf(file, spec.target));
  const frames = Array.from({ length: comparedFrames }, next);
  await using folder = await mkdtempDisposable(join(tmpdir(), 'presage-bench-'));
  await using pytorch = await startPytorchStep(
    {
      spec,
      weights: benchWeights(spec),
      stateShapes: file.description.states.map(({ shape }) => shape),
      frames: frames.map(({ bytes }) => bytes),
      threads,
      folder: folder.path,
    },
    signal,
  );
  const ours = await streamResults(model, frames);
  for (const [form, theirs] of Object.entries(pytorch.results)) {
    const apart = largestDifference(ours, theirs);
    if (!(apart <= tolerance))
      throw new Error(`PyTorch’s results (${form}) are ${apart} from ours: not the same network`);
  }

  using stream = model.stream();
  const steps = Math.max(5, Math.round(turnMs / (await pytorch.step('subPixel', 5))));
  const taken = await interleave(
    {
      presage: async () => {
        const waiting = Array.from({ length: steps }, next);
        const total = await timed(() => twoUnderWay(waiting, (each) => stream.step(each)));
        return total / steps;
      },
      asWritten: () => pytorch.step('asWritten', steps),
      subPixel: () => pytorch.step('subPixel', steps),
    },
    { rounds: 11, restMs: 100, signal },
  );
  const of = (name: keyof typeof taken) => `${median(taken[name]).toFixed(2)} ms`;
  say(`${of('presage')}, PyTorch ${of('asWritten')}, rewritten by hand ${of('subPixel')}`);
  const { version, blas } = pytorch.facts;
  return measured({
    ...frame,
    better: 'more',
    value: medianRatio(taken.asWritten, taken.presage),
    reference: `PyTorch ${version} with ${blasName(blas)}, the best of its ways to run, ${of('asWritten')} a step, ${threads} threads (${of('subPixel')} with its transposed convolutions rewritten by hand)`,
  });
}

/** Debian links PyTorch with whichever is installed, and its default is slow. */
function blasName(files: readonly string[]): string {
  if (files.some((file) => file.includes('openblas'))) return 'OpenBLAS';
  const others = files.filter((file) => !file.startsWith('libblas.'));
  if (others.length > 0) return others.join(', ');
  return "the reference BLAS (the fair figure is OpenBLAS's: libopenblas0-pthread)";
}
