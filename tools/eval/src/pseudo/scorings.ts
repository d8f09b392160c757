import type { FrameNeeds } from '@presage/core';
import { openModel, readModelFile } from '@presage/model';
import { probeVideo } from '@presage/io';
import type { Evaluation } from '../evaluation.ts';
import { learnModel } from '../footage/learned.ts';
import { observed } from '../footage/observed.ts';
import { avenue, missingFiles, otherCameras, vtest } from '../footage/real-footage.ts';
import { readPictures } from '../footage/read-pictures.ts';
import { markdownTable } from '../markdown-table.ts';
import { judgeScorings, scorings } from './judge-scorings.ts';
import { clipFrames, type Pictures } from './pseudo-clip.ts';
import { pseudoClips } from './pseudo-clips.ts';

/** What is learned from, and normal footage of the same camera that pseudo-anomalies go into. */
interface Trial {
  readonly name: string;
  readonly learn: readonly string[];
  /** Default: the rest of what is learned from. */
  readonly unseen?: readonly string[];
}

const trials: readonly Trial[] = [
  { name: 'Avenue', learn: avenue.train.slice(0, 2) },
  {
    name: 'Avenue, clips 12 and 16 left out',
    learn: avenue.train.slice(0, 2),
    unseen: avenue.train.slice(2),
  },
  ...[vtest, ...otherCameras].map(({ name, videos }) => ({ name, learn: videos })),
];

/** Of each video, where its rest is what pseudo-anomalies go into. */
const learnedShare = 0.7;
/** Of what is learned from: what learning holds back, as it does. */
const heldBackShare = 0.27;

export const scoringChoice: Evaluation = {
  name: 'scorings',
  about: 'ways of scoring, by pseudo-anomalies in normal footage',
  async run({ signal, say }) {
    const tables: string[] = [];
    const means: (readonly [string, Readonly<Record<string, number>>])[] = [];
    for (const trial of trials) {
      const missing = missingFiles([...trial.learn, ...(trial.unseen ?? [])]);
      if (missing.length > 0) {
        tables.push(`${trial.name}: not measured, ${missing.join(', ')} not there`);
        continue;
      }
      say(trial.name);
      const areas = await judge(trial, signal);
      means.push([trial.name, meansOf(areas)]);
      tables.push(`### ${trial.name}\n\n${kindTable(areas)}`);
    }
    const names = Object.keys(scorings);
    const summary = markdownTable(
      ['mean of all kinds', ...names],
      means.map(([name, of]) => [name, ...names.map((scoring) => of[scoring]!.toFixed(3))]),
    );
    return [
      'Frame AUC. No label of an anomaly is used: what is unusual was put into normal footage, which the model did not learn from.',
      `Learned from the first ${learnedShare * 100} % of each video, and put into the rest; or, where it says so, learned from some clips and put into others.`,
      '',
      summary,
      '',
      tables.join('\n\n'),
    ].join('\n');
  },
};

async function judge(trial: Trial, signal: AbortSignal): Promise<ReturnType<typeof judgeScorings>> {
  const parts = await Promise.all(
    trial.learn.map(async (path) => ({ path, ...(await partsOf(path, trial, signal)) })),
  );
  await using learned = await learnModel({
    sources: parts.map(({ path, learnedSeconds }) => ({ path, durationSeconds: learnedSeconds })),
    seed: 1,
    signal,
  });
  const { description } = await readModelFile(learned.path);
  const needs = description.needs as FrameNeeds;
  await using model = await openModel(learned.path, { signal, device: 'cpu' });
  const read = (path: string, startSeconds: number, durationSeconds?: number) =>
    readPictures(path, {
      needs,
      signal,
      startSeconds,
      ...(durationSeconds !== undefined && { durationSeconds }),
    });
  const normal: Pictures[] = [];
  const footage: Pictures[] = [];
  for (const { path, learnedSeconds } of parts) {
    const border = learnedSeconds * (1 - heldBackShare);
    normal.push(await read(path, border, learnedSeconds - border));
    if (!trial.unseen) footage.push(await read(path, learnedSeconds));
  }
  for (const path of trial.unseen ?? []) footage.push(await read(path, 0));
  const { width, height } = needs;
  const clips = footage.flatMap((pictures, index) =>
    pseudoClips(pictures, { width, height, seed: index + 1 }),
  );
  return judgeScorings({
    grid: { width: width / 8, height: height / 8 },
    frameRate: needs.frameRate,
    normal: await observed(model, needs, normal),
    clips,
    observations: await observed(
      model,
      needs,
      clips.map(({ pictures }) => pictures),
    ),
    leadIn: clipFrames.leadIn,
  });
}

async function partsOf(
  path: string,
  { unseen }: Trial,
  signal: AbortSignal,
): Promise<{ readonly learnedSeconds: number }> {
  const { durationSeconds = 0 } = await probeVideo(path, { signal });
  return { learnedSeconds: unseen ? durationSeconds : durationSeconds * learnedShare };
}

function meansOf(areas: ReturnType<typeof judgeScorings>): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(areas).map(([name, kinds]) => {
      const values = Object.values(kinds);
      return [name, values.reduce((sum, value) => sum + value, 0) / values.length];
    }),
  );
}

function kindTable(areas: ReturnType<typeof judgeScorings>): string {
  const kinds = Object.keys(Object.values(areas)[0]!);
  return markdownTable(
    ['scoring', ...kinds],
    Object.entries(areas).map(([name, of]) => [name, ...kinds.map((kind) => of[kind]!.toFixed(2))]),
  );
}
