import { learnNormal } from '@presage/engine';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filter, firstValueFrom } from 'rxjs';
import type { Bench } from '../bench.ts';
import { benchVideo } from '../bench-video.ts';
import { measured } from '../figure.ts';
import { interleave } from '../interleave.ts';
import { median } from '../median.ts';
import { timed } from '../timed.ts';

/** As much as the demo learns from. */
const durationSeconds = 55;

/** How long somebody who starts learning waits until it says how it goes. */
export const firstProgress: Bench = {
  name: 'first-progress',
  about: 'from the start of learning to its first optimiser step, reading the video included',
  async run({ signal }) {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'presage-bench-'));
    const output = join(folder.path, 'model.onnx');
    const sources = [{ path: benchVideo, durationSeconds }];
    const firstStep = () =>
      firstValueFrom(
        learnNormal({ sources, output, signal }).pipe(filter(({ kind }) => kind === 'training')),
      );
    const { learning } = await interleave(
      { learning: () => timed(firstStep) },
      { rounds: 3, warmUpRounds: 0, restMs: 1000, signal },
    );
    return [
      measured({
        name: 'first-progress',
        value: median(learning) / 1000,
        unit: 's',
        bar: 5,
        reference: `${durationSeconds} s of video, median of ${learning.length}`,
      }),
    ];
  },
};
