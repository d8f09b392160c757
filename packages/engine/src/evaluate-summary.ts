import {
  bootstrapAreas,
  evaluateScores,
  framesInRanges,
  holdSamples,
  judgeAlarms,
  regionScores,
  scaledPerClip,
  type AnomalyPlugin,
  type ScoredClip,
} from '@presage/anomaly';
import { seededRandom } from '@presage/model';
import type { LabelledVideo } from './evaluate-folder.ts';
import type { EvaluatedClip, EvaluationSummary, MethodEvaluation } from './evaluate-progress.ts';
import type { ClipRun, MethodScores } from './evaluate-run.ts';

/** A clip, and what was found of it. */
export interface JudgedClip {
  readonly video: LabelledVideo;
  readonly run: ClipRun;
}

const methods = ['model', 'frameDifference', 'meanPicture'] as const;

/** What stays together in the bootstrap: about as long as something lasts. */
const blockSeconds = 5;

/** Each method's score of every frame of the video. */
export function evaluatedClip({ video, run }: JudgedClip): EvaluatedClip {
  const { name, labels, frameRate } = video;
  const held = holdSamples(
    run.samples.map(({ frame, scores }) => ({ frame, value: scores })),
    labels.frames,
  );
  const scoresOf = (method: keyof MethodScores) => held.map((scores) => scores[method]);
  return {
    name,
    frameRate,
    abnormal: framesInRanges(labels.abnormal, labels.frames),
    scores: {
      model: scoresOf('model'),
      frameDifference: scoresOf('frameDifference'),
      meanPicture: scoresOf('meanPicture'),
    },
    events: run.events,
  };
}

/** How well each method tells frames apart. */
export function methodEvaluations(clips: readonly EvaluatedClip[]): readonly MethodEvaluation[] {
  return methods.map((method): MethodEvaluation => {
    const scored = clips.map(({ name, scores, abnormal }): ScoredClip => ({
      name,
      abnormal,
      scores: scores[method],
    }));
    const scaled = evaluateScores({ clips: scaledPerClip(scored) }).microAuc;
    return {
      method,
      ...evaluateScores({ clips: scored }),
      intervals: bootstrapAreas({
        clips: scored,
        blockFrames: clips.map(({ frameRate }) => Math.ceil(blockSeconds * frameRate)),
        random: seededRandom(1),
      }),
      ...(scaled !== undefined && { microAucScaledPerClip: scaled }),
    };
  });
}

/** What the model's events, and its hot places, are worth. */
export function judgedEvents(
  judged: readonly JudgedClip[],
  { calibration, threshold }: AnomalyPlugin,
): Pick<EvaluationSummary, 'alarms' | 'regions' | 'threshold'> {
  const alarms = judgeAlarms(
    judged.map(({ video: { name, labels, frameRate }, run: { events } }) => ({
      name,
      frames: labels.frames,
      frameRate,
      abnormal: labels.abnormal,
      events,
    })),
  );
  const marked = judged.filter(
    ({ video: { labels } }) => labels.tracks || labels.abnormal.length === 0,
  );
  if (!marked.some(({ video: { labels } }) => labels.tracks)) return { alarms, threshold };
  const scores = regionScores(
    marked.map(({ video: { name, labels }, run: { samples } }) => ({
      name,
      grid: calibration.grid,
      tracks: labels.tracks ?? [],
      heatmaps: holdSamples(
        samples.map(({ frame, heatmap }) => ({ frame, value: heatmap })),
        labels.frames,
      ),
    })),
  );
  const leftOut = judged.filter((clip) => !marked.includes(clip)).map(({ video }) => video.name);
  return { alarms, threshold, regions: { ...scores, leftOut } };
}
