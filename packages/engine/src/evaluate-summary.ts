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
import type {
  EvaluatedClip,
  EvaluationProtocol,
  EvaluationSummary,
  MethodEvaluation,
} from './evaluate-progress.ts';
import type { ClipRun, MethodScores } from './evaluate-run.ts';

/** A clip, and what was found of it. */
export interface JudgedClip {
  readonly video: LabelledVideo;
  readonly run: ClipRun;
}

const methods = ['model', 'frameDifference', 'meanPicture'] as const;

/** What stays together in the bootstrap: about as long as something lasts. */
const blockSeconds = 5;

/** Frames drawn, all resamples together: hours of clips make do with fewer resamples. */
const mostResampled = 5e7;

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

export interface EvaluatedWith {
  readonly watch: AnomalyPlugin;
  /** As {@link EvaluateClipsOptions.windowFrames}. */
  readonly windowFrames?: number | undefined;
  /** Whether the mean picture is that of normal footage. */
  readonly meanPicture: 'normal-footage' | 'frames-before';
}

/** How each method's figures come about. */
export function protocolsOf({
  watch,
  windowFrames,
  meanPicture,
}: EvaluatedWith): Readonly<Record<keyof MethodScores, EvaluationProtocol>> {
  const { frameRate } = watch.needs;
  const baseline = { causal: true, scaledBy: 'nothing', frameRate } as const;
  const memory =
    windowFrames === undefined ? 'carried-state' : { stateResetEveryFrames: windowFrames };
  return {
    model: { ...baseline, scaledBy: 'normal-footage', memory },
    frameDifference: { ...baseline, memory: 'frame-before' },
    meanPicture: { ...baseline, memory: meanPicture },
  };
}

/** How well each method tells frames apart, as it is and then with its scores scaled per clip: one after the other. */
export function* methodEvaluations(
  clips: readonly EvaluatedClip[],
  protocols: ReturnType<typeof protocolsOf>,
): Generator<MethodEvaluation> {
  const blockFrames = clips.map(({ frameRate }) => Math.ceil(blockSeconds * frameRate));
  const frames = clips.reduce((sum, { abnormal }) => sum + abnormal.length, 0);
  const resamples = Math.round(Math.min(1000, Math.max(100, mostResampled / frames)));
  const evaluation = (scored: readonly ScoredClip[]) => ({
    ...evaluateScores({ clips: scored }),
    intervals: bootstrapAreas({ clips: scored, blockFrames, resamples, random: seededRandom(1) }),
  });
  const scoredBy = (method: keyof MethodScores) =>
    clips.map(({ name, scores, abnormal }) => ({ name, abnormal, scores: scores[method] }));
  for (const method of methods) {
    yield { method, protocol: protocols[method], ...evaluation(scoredBy(method)) };
  }
  for (const method of methods) {
    const protocol = { ...protocols[method], causal: false, scaledBy: 'own-clip' } as const;
    yield { method, protocol, ...evaluation(scaledPerClip(scoredBy(method))) };
  }
}

/** How many evaluations that is. */
export const evaluationCount = 2 * methods.length;

/** What the model's events, and its hot places, are worth. */
export function judgedEvents(
  judged: readonly JudgedClip[],
  { calibration }: AnomalyPlugin,
  protocol: EvaluationProtocol,
): Pick<EvaluationSummary, 'alarms' | 'regions'> {
  const alarms = judgeAlarms(
    judged.map(({ video: { name, labels, frameRate }, run: { events } }) => ({
      name,
      frames: labels.frames,
      frameRate,
      abnormal: labels.abnormal,
      events,
    })),
  );
  const told = { alarms: { protocol, ...alarms } };
  const marked = judged.filter(
    ({ video: { labels } }) => labels.tracks || labels.abnormal.length === 0,
  );
  if (!marked.some(({ video: { labels } }) => labels.tracks)) return told;
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
  return { ...told, regions: { protocol, ...scores, leftOut } };
}
