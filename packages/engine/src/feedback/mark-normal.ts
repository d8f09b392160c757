import { parseCalibration, type Observation } from '@presage/anomaly';
import { silentLogger, type Logger } from '@presage/core';
import { openModel, readModelFile, type Model } from '@presage/model';
import type { Observable } from 'rxjs';
import type { Mark } from '../home/home-index.ts';
import { openHomeWriter, type HomeWriter } from '../home/home-writer.ts';
import { observableWork, type WorkContext } from '../observable-work.ts';
import { acceptEvent, thresholdOf } from './accept-event.ts';
import { checkSameCamera } from './check-same-camera.ts';
import { eventClip } from './event-clip.ts';
import { readReportedEvent, type ReportedEvent } from './event-document.ts';
import { eventFootage } from './event-footage.ts';
import type { FeedbackProgress, FeedbackWarning, MarkedEvent } from './feedback-progress.ts';
import { observationsOf } from './observations-of.ts';
import { wideEvent } from './wide-event.ts';

export interface MarkNormalOptions {
  /** The model file that is to know better; replaced by its new version. */
  readonly model: string;
  /** Events of reports: `report/events/3`, or the `event.json` in it. */
  readonly events: readonly string[];
  /** What the user calls them. */
  readonly note?: string;
  /** Threads of ONNX Runtime. Default: one a core, four at most. */
  readonly threads?: number;
  /** Stops; the result errors with the signal's reason once everything is freed. */
  readonly signal?: AbortSignal;
  readonly logger?: Logger;
}

/**
 * "This was normal": shows the footage of events to the model, adds it to its normal set, and writes a
 * version whose calibration lets the same pass, at that place, when it comes again. Weights stay; what
 * the model file was stays a version of its home. Nothing starts before the subscription.
 *
 * Errors as `readModelFile`, `openModel` and `openVideo` do; InputError `event-missing`,
 * `event-damaged`, `event-newer`, `event-footage-gone`, `event-too-short`, `event-other-camera`,
 * `accepted-full`, `calibration-missing`; those of `openHomeWriter`; the signal's reason.
 */
export function markNormal(options: MarkNormalOptions): Observable<FeedbackProgress> {
  return observableWork((context) => run(options, context), options.signal);
}

async function run(
  options: MarkNormalOptions,
  { subscriber, signal }: WorkContext<FeedbackProgress>,
): Promise<void> {
  const { model: path, threads, logger = silentLogger } = options;
  const file = await readModelFile(path);
  const before = parseCalibration(file.calibration);
  // All that can be wrong with the events is told before anything is written.
  const given = await Promise.all(
    options.events.map(async (name) => ({ name, event: await readReportedEvent(name) })),
  );
  for (const { event } of given) await eventFootage(event);
  await using writer = await openHomeWriter(path);
  await using model = await openModel(file, {
    signal,
    batching: 'off',
    ...(threads !== undefined && { threads }),
  });
  const { current } = await writer.home();
  const observations = await observationsOf(writer);
  const warnings: FeedbackWarning[] = [
    ...(await foreignEvents(given, writer)),
    ...given.flatMap(({ name, event }) => wideEvent(name, event)),
  ];
  for (const { message } of warnings) logger.warn(message);

  let calibration = before;
  const done: MarkedEvent[] = [];
  const marks: Mark[] = [];
  for (const [index, { name, event }] of given.entries()) {
    const result = await markOne(event, {
      name,
      model,
      calibration,
      observations,
      writer,
      signal,
      nextMark: writer.nextMark() + marks.length,
      ...(options.note !== undefined && { note: options.note }),
      onProgress: (share) =>
        subscriber.next({ kind: 'looking', event: name, share: (index + share) / given.length }),
    });
    ({ calibration } = result);
    done.push(result.told);
    if (result.mark) marks.push(result.mark);
  }
  signal.throwIfAborted();
  const version =
    marks.length === 0
      ? undefined
      : await writer.add(
          {
            file: { ...file, calibration },
            origin: 'feedback',
            from: current?.number,
            marks: marks.map(({ id }) => id),
            observations: current?.observations,
          },
          marks,
        );
  subscriber.next({
    kind: 'done',
    modelPath: path,
    summary: {
      events: done,
      ...(version && { version }),
      thresholdBefore: thresholdOf(before),
      threshold: thresholdOf(calibration),
      warnings,
    },
  });
}

/** Events that were found by a model of another home: perhaps of another camera. */
async function foreignEvents(
  given: readonly { readonly name: string; readonly event: ReportedEvent }[],
  writer: HomeWriter,
): Promise<FeedbackWarning[]> {
  const { versions } = await writer.home();
  const known = new Set(versions.map(({ sha256 }) => sha256));
  return given.flatMap(({ name, event: { model } }) =>
    typeof model?.sha256 !== 'string' || known.has(model.sha256)
      ? []
      : [
          {
            code: 'event-other-model',
            message: `${name} was found by a model that is no version of this one: is it of the same camera?`,
          },
        ],
  );
}

interface MarkOneOptions {
  readonly name: string;
  readonly model: Model;
  readonly calibration: ReturnType<typeof parseCalibration>;
  readonly observations: readonly Observation[] | undefined;
  readonly writer: HomeWriter;
  readonly signal: AbortSignal;
  readonly nextMark: number;
  readonly note?: string;
  readonly onProgress: (share: number) => void;
}

async function markOne(event: ReportedEvent, options: MarkOneOptions) {
  const { name: given, calibration, nextMark: id, note, signal } = options;
  const { startSeconds: start, endSeconds: end, peakScore } = event;
  const video = event.source.name;
  const told = { given, video, start, end };
  const known = calibration.accepted?.find(
    (each) => each.video === video && each.start === start && each.end === end,
  );
  if (known) {
    options.onProgress(1);
    const same = { ...told, mark: known.id, peakBefore: peakScore, peakAfter: peakScore };
    return { calibration, told: { ...same, outcome: 'already-marked' as const } };
  }
  const footage = await eventFootage(event);
  const shown = { ...told, footage: footage.kind };
  const marked = new Date().toISOString();
  const noted = { id, marked, video, start, end, peakScore, ...(note !== undefined && { note }) };
  const accepted = await acceptEvent({
    ...options,
    footage,
    threshold: event.threshold,
    mark: noted,
    onShown: (runs) => checkSameCamera(runs, given),
  });
  const { peakBefore, peakAfter, alarmedBefore, alarmsAfter } = accepted;
  if (!alarmedBefore) {
    const outcome = 'already-normal' as const;
    return { calibration, told: { ...shown, peakBefore, peakAfter, outcome } };
  }
  const clip = `${String(id).padStart(4, '0')}.mp4`;
  const { bytes, clipStart } = await eventClip(footage, signal);
  await options.writer.writeNormal(clip, bytes);
  return {
    calibration: accepted.calibration,
    told: {
      ...shown,
      mark: id,
      peakBefore,
      peakAfter,
      outcome: alarmsAfter ? ('still-alarms' as const) : ('accepted' as const),
    },
    mark: { ...noted, event: event.id, clip, clipStart } satisfies Mark,
  };
}
