import { learnNormal, scoreVideo } from '@presage/engine';
import { probeVideo, resolveFfmpeg } from '@presage/io';
import { frameNeedsOf, openModel, readModelFile, type ComparingNetworkSpec } from '@presage/model';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lastValueFrom } from 'rxjs';
import { openBareSession, type BareSession } from '../bare-session.ts';
import type { Bench, BenchContext } from '../bench.ts';
import { benchVideo } from '../bench-video.ts';
import { decodeToNull } from '../decode-to-null.ts';
import { measured, type Figure } from '../figure.ts';
import { interleave, medianRatio } from '../interleave.ts';
import { median } from '../median.ts';
import { benchNetworks } from '../networks/bench-networks.ts';
import { randomFrames } from '../random-frames.ts';
import { runChild } from '../run-child.ts';
import { timed } from '../timed.ts';

const bar = { unit: '×', bar: 1.15 };

/** The clip that often, so that starting ffmpeg does not count for more than it does in hours of video. */
const demoRepeats = 5;

/** Scoring a file, against the slower of its two halves. */
export const scoreFile: Bench = {
  name: 'score-file',
  about: 'scoring a file against the slower of ffmpeg alone and ONNX Runtime alone',
  async run(context) {
    const figures: Figure[] = [];
    for (const [network, spec] of Object.entries(benchNetworks)) {
      const repeats = network === 'demo' ? demoRepeats : 1;
      figures.push(await measure({ name: `score-file/${network}`, spec, repeats }, context));
    }
    // Where the model leaves a core to the decoder, the two do not share.
    const name = 'score-file/demo, one thread';
    const alone = { name, spec: benchNetworks.demo, repeats: demoRepeats, threads: 1 };
    figures.push(await measure(alone, context));
    return figures;
  },
};

interface ScoredFile {
  readonly name: string;
  readonly spec: ComparingNetworkSpec;
  /** How often the clip stands in the file. */
  readonly repeats: number;
  /** Of the model. Default: its own choice. */
  readonly threads?: number;
}

async function measure(
  { name, spec, repeats, threads: wanted }: ScoredFile,
  { signal, say }: BenchContext,
): Promise<Figure> {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'presage-bench-'));
  const output = join(folder.path, 'model.onnx');
  // What it learns does not matter here, only that it is calibrated.
  await lastValueFrom(
    learnNormal({ sources: [{ path: benchVideo }], output, spec, steps: 1, signal }),
  );
  const file = await readModelFile(output);
  await using model = await openModel(file, {
    device: 'cpu',
    signal,
    ...(wanted !== undefined && { threads: wanted }),
  });
  const { threads } = model.device;
  await using tuned = await openBareSession(file, { threads, tuning: 'presage' });
  await using asItComes = await openBareSession(file, { threads, tuning: 'default' });
  const { ffmpeg } = await resolveFfmpeg();
  const source = join(folder.path, 'clip.mp4');
  const copy = ['-v', 'error', '-stream_loop', String(repeats - 1), '-i', benchVideo, '-c', 'copy'];
  await runChild(ffmpeg.path, [...copy, source], { signal });
  const decoding = decodeToNull(spec.input, { ffmpeg, video: await probeVideo(source) });
  const next = randomFrames(frameNeedsOf(file, 'the network'));

  let steps = 0;
  const score = () =>
    timed(async () => {
      const last = await lastValueFrom(scoreVideo({ source, model, signal }));
      if (last.kind === 'done') steps = last.summary.ledger.processed;
    });
  await score();
  const frames = Array.from({ length: steps }, next);
  const stepAll = (session: BareSession) => () =>
    timed(async () => {
      for (const { bytes } of frames) await session.stepInPlace(bytes);
    });
  const taken = await interleave(
    {
      score,
      ffmpeg: () => timed(() => runChild(ffmpeg.path, decoding, { signal })),
      tuned: stepAll(tuned),
      asItComes: stepAll(asItComes),
    },
    { rounds: 5, restMs: 200, signal },
  );
  const onnxRuntime = median(taken.tuned) < median(taken.asItComes) ? taken.tuned : taken.asItComes;
  say(`${name}: ${seconds(taken.score)} for ${steps} frames`);
  return measured({
    name,
    ...bar,
    value: medianRatio(taken.score, taken.ffmpeg, onnxRuntime),
    reference: `the slower of ffmpeg ${seconds(taken.ffmpeg)} and ONNX Runtime ${seconds(onnxRuntime)}, ${steps} frames, ${threads} threads`,
  });
}

function seconds(costs: readonly number[]): string {
  return `${(median(costs) / 1000).toFixed(2)} s`;
}
