import {
  areaUnderCurve,
  framesInRanges,
  type Calibration,
  type ClipLabels,
  type LabelledScore,
} from '@presage/anomaly';
import { InputError, type FrameNeeds, type Logger } from '@presage/core';
import { probeVideo } from '@presage/io';
import { basename, extname } from 'node:path';
import { readLabels } from './evaluate-labels.ts';
import { steadyScores, type ModelPair } from './quantize-compare.ts';
import type { BeforeAfter, LabelledComparison } from './quantize-progress.ts';
import { readFootage } from './read-footage.ts';
import { spanFrames } from './span-frames.ts';

export interface LabelledClips {
  /** A JSON file, see {@link readLabels}. */
  readonly labels: string;
  /** Videos, each named in the labels by its file name without ending. */
  readonly clips: readonly string[];
}

/** A clip whose labels were found. */
export interface LabelledClip {
  readonly path: string;
  readonly name: string;
  readonly labels: ClipLabels;
}

/** Finds each clip's labels. Throws as {@link readLabels} does; InputError `clip-unlabelled`. */
export async function labelledClips({ labels, clips }: LabelledClips): Promise<LabelledClip[]> {
  const known = await readLabels(labels);
  return clips.map((path) => {
    const name = basename(path, extname(path));
    const own = known.get(name);
    if (own) return { path, name, labels: own };
    throw new InputError({
      code: 'clip-unlabelled',
      message: `${labels} has no labels for ${path}: it needs an entry "${name}", and has ${[...known.keys()].join(', ') || 'none'}`,
      fields: { path, labels },
    });
  });
}

export interface JudgeOptions {
  readonly pair: ModelPair;
  readonly needs: FrameNeeds;
  readonly calibrations: { readonly before: Calibration; readonly after: Calibration };
  readonly signal: AbortSignal;
  readonly logger: Logger;
  readonly onFrame: (frames: number, totalFrames: number) => void;
}

/**
 * Compares how well two models tell labelled frames apart, by the scores that a camera would give:
 * nothing looks ahead, and no clip is scaled by itself.
 */
export async function judgeLabelled(
  clips: readonly LabelledClip[],
  { pair, needs, calibrations, signal, logger, onFrame }: JudgeOptions,
): Promise<LabelledComparison> {
  const judged: { name: string; before: LabelledScore[]; after: LabelledScore[] }[] = [];
  for (const { path, name, labels } of clips) {
    const { frameRate } = await probeVideo(path, { signal });
    const abnormal = framesInRanges(labels.abnormal, labels.frames);
    const { footage } = await readFootage([{ path }], { needs, signal, logger });
    const frameAt = (timestampUs: number) => Math.round((timestampUs / 1e6) * frameRate);
    let done = 0;
    const frames = spanFrames({ footage, spans: footage.spans, needs });
    const said = await pair.observe(frames, () => onFrame((done += 1), footage.length));
    const scored = (side: 'before' | 'after') =>
      steadyScores(said[side].observations, calibrations[side]).map(
        ({ score, timestampUs }): LabelledScore => ({
          score,
          positive: abnormal[frameAt(timestampUs)] ?? abnormal.at(-1)!,
        }),
      );
    judged.push({ name, before: scored('before'), after: scored('after') });
  }

  const each = judged.map(({ name, before, after }) => ({
    name,
    frames: before.length,
    ...present('areaUnderCurve', bothAreas(before, after)),
  }));
  const areas = each.flatMap(({ areaUnderCurve: area }) => (area ? [area] : []));
  const meanOf = (side: 'before' | 'after') =>
    areas.reduce((sum, area) => sum + area[side], 0) / areas.length;
  const micro = bothAreas(
    judged.flatMap(({ before }) => before),
    judged.flatMap(({ after }) => after),
  );
  return {
    ...present('micro', micro),
    ...(areas.length > 0 && { macro: { before: meanOf('before'), after: meanOf('after') } }),
    clips: each,
  };
}

function bothAreas(
  before: readonly LabelledScore[],
  after: readonly LabelledScore[],
): BeforeAfter | undefined {
  const [first, second] = [areaUnderCurve(before), areaUnderCurve(after)];
  return first === undefined || second === undefined ? undefined : { before: first, after: second };
}

function present<Name extends string, T>(
  name: Name,
  value: T | undefined,
): Partial<Record<Name, T>> {
  return value === undefined ? {} : ({ [name]: value } as Partial<Record<Name, T>>);
}
