import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reviewVideos, type FootageReview } from '@presage/engine';
import { probeVideo, transcode } from '@presage/io';
import { seededRandom } from '@presage/model';
import { lastValueFrom } from 'rxjs';
import type { Evaluation } from '../evaluation.ts';
import { avenue, missingFiles, otherCameras, vtest, type Camera } from '../footage/real-footage.ts';
import { markdownTable } from '../markdown-table.ts';
import { strangeThings, type StrangeSpan, type StrangeThing } from './strange-things.ts';

const cameras: readonly Camera[] = [
  vtest,
  ...otherCameras,
  { name: 'Avenue', videos: avenue.train },
];
const seeds = [1, 2, 3];

/** Is what does not belong into normal footage shown before it is learned? */
export const review: Evaluation = {
  name: 'review',
  about: 'what stands out in normal footage, with something strange put into it and without',
  async run({ signal, say }) {
    const there = cameras.filter(({ videos }) => missingFiles(videos).length === 0);
    const rows: string[][] = [];
    await using folder = await mkdtempDisposable(join(tmpdir(), 'presage-review-eval-'));
    for (const { name, videos } of there) {
      const plain = await reviewed(videos, signal);
      const strengths = plain.moments.map(({ strength }) => strength.toFixed(2)).join(', ');
      const asked = plain.moments.filter(({ standsOut }) => standsOut).length;
      rows.push([name, 'nothing', '', `${asked} told`, strengths || '-']);
      for (const thing of strangeThings) {
        say(`${name}: ${thing.name}`);
        const output = join(folder.path, 'strange.mp4');
        const found: Found[] = [];
        for (const seed of seeds) found.push(await find({ videos, thing, seed, output, signal }));
        rows.push([
          name,
          thing.name,
          found.map(({ rank }) => rank ?? '-').join(' '),
          `${found.filter(({ told }) => told).length} of ${seeds.length}`,
          found.map(({ strength }) => strength.toFixed(2)).join(', '),
        ]);
      }
    }
    const missing = cameras.filter((camera) => !there.includes(camera)).map(({ name }) => name);
    return [
      `Each thing is put once into otherwise untouched footage, at ${seeds.length} times and places; its rank is among the moments listed (5 at most), and it is told from a strength of 1 on.`,
      ...(missing.length > 0 ? [`Not at hand: ${missing.join(', ')}.`] : []),
      markdownTable(['footage', 'put in', 'ranks', 'told', 'strengths'], rows),
    ].join('\n\n');
  },
};

interface Found {
  readonly rank?: number;
  readonly told: boolean;
  readonly strength: number;
}

/** Puts a thing into one of the videos, and looks for it. */
async function find(options: {
  readonly videos: readonly string[];
  readonly thing: StrangeThing;
  readonly seed: number;
  readonly output: string;
  readonly signal: AbortSignal;
}): Promise<Found> {
  const { videos, thing, seed, output, signal } = options;
  const random = seededRandom(seed);
  const infos = await Promise.all(videos.map((path) => probeVideo(path, { signal })));
  const fitting = [...videos.keys()].filter(
    (index) => (infos[index]!.durationSeconds ?? 0) > thing.seconds + 4,
  );
  const which = fitting[Math.floor(random() * fitting.length)]!;
  const { width, height, durationSeconds = 0 } = infos[which]!;
  const start = 2 + Math.floor(random() * (durationSeconds - thing.seconds - 4));
  const span: StrangeSpan = { start, end: start + thing.seconds };
  const place = { width, height, down: random(), across: random() };
  await transcode({
    inputs: [{ kind: 'file', path: videos[which]! }],
    filterGraph: thing.graph(span, place),
    output,
    crf: 18,
    signal,
  });
  const all = videos.map((path, index) => (index === which ? output : path));
  const { moments } = await reviewed(all, signal);
  const index = moments.findIndex(
    ({ video, peak }) => video === output && peak >= span.start - 1 && peak <= span.end + 1,
  );
  const moment = moments[index];
  if (!moment) return { told: false, strength: 0 };
  return { rank: index + 1, told: moment.standsOut, strength: moment.strength };
}

async function reviewed(videos: readonly string[], signal: AbortSignal): Promise<FootageReview> {
  const sources = videos.map((path) => ({ path }));
  const last = await lastValueFrom(reviewVideos({ sources, signal }));
  if (last.kind !== 'done') throw new TypeError(`a review ended while ${last.kind}`);
  return last.review;
}
