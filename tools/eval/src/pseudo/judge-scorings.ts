import {
  areaUnderCurve,
  calibrate,
  createScorer,
  type CalibrateOptions,
  type Observation,
} from '@presage/anomaly';
import type { PseudoClip } from './pseudo-clip.ts';

/** Ways of scoring that the product knows. */
export const scorings: Readonly<
  Record<string, NonNullable<NonNullable<CalibrateOptions['scoring']>['components']>>
> = {
  error: ['error'],
  'log error': ['logError'],
  density: ['density'],
  'log error + density': ['logError', 'density'],
};

export interface JudgeScoringsOptions extends Pick<CalibrateOptions, 'grid' | 'frameRate'> {
  /** Of normal footage that was not learned from. */
  readonly normal: readonly Observation[];
  readonly clips: readonly PseudoClip[];
  /** Of the clips' pictures, clip by clip. */
  readonly observations: readonly Observation[];
  /** Frames at the beginning of each clip that do not count. */
  readonly leadIn: number;
}

/**
 * Area under the ROC curve of each way of scoring, kind by kind: frames with something unusual of that
 * kind against the normal frames of its clips and of the untouched ones.
 */
export function judgeScorings(
  options: JudgeScoringsOptions,
): Readonly<Record<string, Readonly<Record<string, number>>>> {
  const { normal, grid, frameRate, clips, observations, leadIn } = options;
  const judged = Object.entries(scorings).map(([name, components]) => {
    const calibration = calibrate(normal, { grid, frameRate, scoring: { components } });
    const scorer = createScorer(calibration);
    const scores = observations.map((observation) => scorer(observation).score);
    let at = 0;
    const frames = clips.flatMap(({ kind, abnormal }) => {
      const own = abnormal.map((positive, index) => ({
        kind,
        positive,
        score: scores[at + index]!,
      }));
      at += abnormal.length;
      return own.slice(leadIn);
    });
    const kinds = [...new Set(clips.map(({ kind }) => kind))].filter((kind) => kind !== 'normal');
    const areas = kinds.flatMap((kind) => {
      const area = areaUnderCurve(
        frames.filter((frame) => frame.kind === kind || frame.kind === 'normal'),
      );
      return area === undefined ? [] : [[kind, area] as const];
    });
    return [name, Object.fromEntries(areas)] as const;
  });
  return Object.fromEntries(judged);
}
