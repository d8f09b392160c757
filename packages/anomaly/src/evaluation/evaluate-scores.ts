import { InputError } from '@presage/core';
import { areaUnderCurve, type LabelledScore } from './area-under-curve.ts';
import { averagePrecision } from './average-precision.ts';
import { equalErrorRate } from './equal-error-rate.ts';

/** A clip's scores and labels, one of each a frame of the video. */
export interface ScoredClip {
  readonly name: string;
  /** Higher is less normal. */
  readonly scores: readonly number[];
  readonly abnormal: readonly boolean[];
}

/** How well scores tell abnormal frames from normal ones. */
export interface ScoreEvaluation {
  /** Of all clips. */
  readonly frames: number;
  readonly abnormalFrames: number;
  /** Area under the ROC curve of all frames pooled; absent where they are all of one kind. */
  readonly microAuc?: number;
  /** Mean of the areas of the clips that have frames of both kinds; absent where none has. */
  readonly macroAuc?: number;
  /** Of all frames pooled, as {@link equalErrorRate}. */
  readonly equalErrorRate?: number;
  /** Of all frames pooled, as {@link averagePrecision}; by chance `abnormalFrames / frames`. */
  readonly averagePrecision?: number;
  readonly clips: readonly ClipEvaluation[];
}

export interface ClipEvaluation {
  readonly name: string;
  readonly frames: number;
  readonly abnormalFrames: number;
  /** Area under the clip's own ROC curve; absent where its frames are all of one kind. */
  readonly auc?: number;
}

/**
 * Measures how well scores tell abnormal frames from normal ones. Scores are taken as they are: none
 * is smoothed, none scaled by its clip.
 *
 * @throws InputError `evaluation-lengths` where a clip has not one label a score,
 * `evaluation-not-finite` where a score is no number.
 */
export function evaluateScores({
  clips,
}: {
  readonly clips: readonly ScoredClip[];
}): ScoreEvaluation {
  const labelled = clips.map(labelledScores);
  const pooled = labelled.flat();
  const each = clips.map(({ name }, index): ClipEvaluation => {
    const own = labelled[index]!;
    return { name, ...counts(own), ...present('auc', areaUnderCurve(own)) };
  });
  const areas = each.flatMap(({ auc }) => (auc === undefined ? [] : [auc]));
  const macroAuc =
    areas.length > 0 ? areas.reduce((sum, area) => sum + area) / areas.length : undefined;
  return {
    ...counts(pooled),
    ...present('microAuc', areaUnderCurve(pooled)),
    ...present('macroAuc', macroAuc),
    ...present('equalErrorRate', equalErrorRate(pooled)),
    ...present('averagePrecision', averagePrecision(pooled)),
    clips: each,
  };
}

function labelledScores({ name, scores, abnormal }: ScoredClip): readonly LabelledScore[] {
  if (scores.length !== abnormal.length) {
    throw new InputError({
      code: 'evaluation-lengths',
      message: `Clip ${name} has ${scores.length} scores and ${abnormal.length} labels: there must be one of each for every frame.`,
      fields: { name, scores: scores.length, labels: abnormal.length },
    });
  }
  return scores.map((score, frame) => {
    if (Number.isFinite(score)) return { score, positive: abnormal[frame]! };
    throw new InputError({
      code: 'evaluation-not-finite',
      message: `Scores must be finite numbers, and that of frame ${frame + 1} of clip ${name} is ${score}.`,
      fields: { name, frame: frame + 1 },
    });
  });
}

function counts(scores: readonly LabelledScore[]): { frames: number; abnormalFrames: number } {
  const abnormalFrames = scores.filter(({ positive }) => positive).length;
  return { frames: scores.length, abnormalFrames };
}

function present<Name extends string>(
  name: Name,
  value: number | undefined,
): Partial<Record<Name, number>> {
  return value === undefined ? {} : ({ [name]: value } as Partial<Record<Name, number>>);
}
