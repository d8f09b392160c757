import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { learnNormal } from '@presage/engine';
import { probeVideo } from '@presage/io';
import { checkReportFolder, reportFiles, type Report } from '@presage/report';
import type { CommandContext } from '../frame/command-context.ts';
import type { CommandResult } from '../frame/command-result.ts';
import { learnWithProgress } from '../learn/learn-with-progress.ts';
import { checkWritableFolder } from '../output/check-writable.ts';
import { scoreToReport } from '../score/score-to-report.ts';
import { createPhases } from '../terminal/phases.ts';
import { demoResult } from './demo-result.ts';
import { planInjection } from './injection.ts';
import { judgeDemo } from './judge-demo.ts';
import { writeWatchedVideo } from './write-watched-video.ts';

export interface RunDemoOptions {
  readonly out: string;
  /** Of the injection and of learning. Default 1. */
  readonly seed?: number;
  readonly context: CommandContext;
}

const clip = fileURLToPath(new URL('../../assets/vtest.mp4', import.meta.url));
/** How much of the clip is learned from. */
const learnedSeconds = 55;
/** A third of what learning takes by itself: enough for a box, and nobody waits long. */
const learnedSteps = 320;
/** Two a minute: from the 15 s that are held back of it nobody can tell what happens once a day. */
const falseAlarmsPerDay = 2 * 24 * 60;
const watchedFile = 'watched.mp4';
const modelFile = 'model.onnx';

/** Learns a real street, then finds what does not belong there. */
export async function runDemo({ out, seed = 1, context }: RunDemoOptions): Promise<CommandResult> {
  const { signal, logger, progress, clock } = context;
  const begin = clock.now();
  await checkWritableFolder(out, [watchedFile, modelFile, ...Object.values(reportFiles)]);
  await checkReportFolder(out);
  await mkdir(out, { recursive: true });
  using phases = createPhases(progress);

  const injection = planInjection(seed, (await secondsOf(clip, signal)) - learnedSeconds);
  const watched = join(out, watchedFile);
  await writeWatchedVideo({
    clip,
    startSeconds: learnedSeconds,
    injection,
    output: watched,
    signal,
    onProgress: (seconds) =>
      phases.show('Making the video to watch', { detail: `${seconds.toFixed(0)} s` }),
  });

  const model = join(out, modelFile);
  const { summary: learned } = await learnWithProgress(
    learnNormal({
      sources: [{ path: clip, durationSeconds: learnedSeconds }],
      output: model,
      falseAlarmsPerDay,
      steps: learnedSteps,
      seed,
      signal,
      logger,
    }),
    phases,
  );

  const { scored, report } = await scoreToReport({
    video: { path: watched },
    modelPath: model,
    outputFolder: out,
    device: 'auto',
    marks: [{ label: 'injected', start: injection.start, end: injection.end }],
    phases,
    context,
  });
  return demoResult({
    verdict: judgeDemo(scored.events, injection),
    injection,
    learned,
    scored,
    files: { watched, model, ...filesOf(report) },
    seconds: (clock.now() - begin) / 1000,
  });
}

function filesOf({ scores, events, video, page }: Report) {
  return { scores, events, annotated: video, page };
}

async function secondsOf(path: string, signal: AbortSignal): Promise<number> {
  const { durationSeconds } = await probeVideo(path, { signal });
  if (durationSeconds === undefined) throw new TypeError(`${path} does not say how long it is`);
  return durationSeconds;
}
