import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { probeVideo } from '@presage/io';
import type { Evaluation } from '../evaluation.ts';
import { learnModel } from '../footage/learned.ts';
import { missingFiles, otherCameras, vtest } from '../footage/real-footage.ts';

const wantedSeconds = 600;
/** Of learning; real times of scoring. */
const bars = { learningSeconds: 600, realTimes: 20 } as const;
const child = fileURLToPath(new URL('scoring-child.ts', import.meta.url));

/** How long learning takes, and how fast scoring is on one core. */
export const speed: Evaluation = {
  name: 'speed',
  about: 'learning from 10 minutes of footage, and scoring on one core',
  async run({ signal, say }) {
    const intel = otherCameras[0]!;
    const { name, videos } = missingFiles(intel.videos).length === 0 ? intel : vtest;
    const path = videos[0]!;
    const { durationSeconds = 0, width, height } = await probeVideo(path, { signal });
    const sources: { path: string; durationSeconds: number }[] = [];
    for (let left = wantedSeconds; left > 1; left -= durationSeconds) {
      sources.push({ path, durationSeconds: Math.min(left, durationSeconds) });
    }
    await using learned = await learnModel({ sources, seed: 1, threads: 2, signal });
    say(`learned in ${learned.seconds.toFixed(0)} s`);
    const { file, prefix, where } = await oneCore();
    const { stdout } = await promisify(execFile)(
      file,
      [...prefix, ...process.execArgv, child, learned.path, path],
      { signal },
    );
    const realTimes = durationSeconds / Number(stdout);
    return [
      `Footage: ${name}, ${width}×${height}; ${durationSeconds.toFixed(0)} s of it, over and over, to make 10 minutes. Two threads.`,
      '',
      `- learning from ${learned.summary.footageSeconds.toFixed(0)} s: ${learned.seconds.toFixed(0)} s, decoding and calibration counted in (bar: ${bars.learningSeconds} s: ${verdict(learned.seconds <= bars.learningSeconds)})`,
      `- scoring at 5 frames a second, decoding counted in, ${where}: ${realTimes.toFixed(0)} × real time (bar: ${bars.realTimes}: ${verdict(realTimes >= bars.realTimes)})`,
    ].join('\n');
  },
};

/** How to run Node such that all of it stays on one core. */
async function oneCore(): Promise<{ file: string; prefix: string[]; where: string }> {
  try {
    await promisify(execFile)('taskset', ['-c', '0', 'true']);
    return {
      file: 'taskset',
      prefix: ['-c', '0', process.execPath],
      where: 'on one core, ffmpeg too',
    };
  } catch {
    return { file: process.execPath, prefix: [], where: 'one thread (no taskset here)' };
  }
}

function verdict(holds: boolean): string {
  return holds ? 'holds' : 'MISSED';
}
