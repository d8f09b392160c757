import type { AnomalyEvent } from '@presage/anomaly';
import { silentLogger, type Logger } from '@presage/core';
import { openModel } from '@presage/model';
import { filter, fromEvent, lastValueFrom, takeUntil, tap, toArray, type Observable } from 'rxjs';
import { openModelHome } from './home/model-home.ts';
import { observableWork, type WorkContext } from './observable-work.ts';
import type { FootageSource } from './read-footage.ts';
import { scoreVideo } from './score-video.ts';

export interface CompareVersionsOptions {
  /** The model file whose versions are compared. */
  readonly model: string;
  /** Their numbers. */
  readonly versions: readonly [before: number, after: number];
  /** What both watch. */
  readonly source: FootageSource;
  /** Default: as each was made for. */
  readonly falseAlarmsPerDay?: number;
  /** Threads of ONNX Runtime. Default: one a core, four at most. */
  readonly threads?: number;
  readonly signal?: AbortSignal;
  readonly logger?: Logger;
}

/** Alarms of two versions on the same footage; an event of one that overlaps one of the other is the same. */
export interface VersionComparison {
  readonly versions: readonly [before: ComparedVersion, after: ComparedVersion];
  /** Pairs that overlap in time. */
  readonly both: readonly { readonly before: AnomalyEvent; readonly after: AnomalyEvent }[];
  readonly onlyBefore: readonly AnomalyEvent[];
  readonly onlyAfter: readonly AnomalyEvent[];
}

/** One version on the footage. */
export interface ComparedVersion {
  readonly number: number;
  /** Score at which its events start. */
  readonly threshold: number;
  readonly events: number;
  /** Seconds that they last in all: what was silenced shows here where it was part of a longer event. */
  readonly alarmSeconds: number;
}

/** What comparing tells, as it goes. */
export type CompareProgress =
  | {
      readonly kind: 'watching';
      readonly version: number;
      /** Media time so far, in seconds. */
      readonly seconds: number;
      readonly totalSeconds?: number;
    }
  | { readonly kind: 'done'; readonly comparison: VersionComparison };

/**
 * Says what two versions of a model would have alarmed on in the same footage. Nothing is written.
 *
 * Errors as `openModelHome`, `openModel` and `scoreVideo` do; InputError `version-unknown`,
 * `version-pruned`; the signal's reason.
 */
export function compareVersions(options: CompareVersionsOptions): Observable<CompareProgress> {
  return observableWork((context) => run(options, context), options.signal);
}

async function run(
  options: CompareVersionsOptions,
  context: WorkContext<CompareProgress>,
): Promise<void> {
  const home = await openModelHome(options.model);
  // Both, before minutes go into the first.
  const paths = options.versions.map((number) => home.versionPath(number));
  const [before, after] = options.versions;
  const first = await watch({ number: before, path: paths[0]! }, options, context);
  const second = await watch({ number: after, path: paths[1]! }, options, context);
  context.subscriber.next({
    kind: 'done',
    comparison: {
      versions: [summaryOf(before, first), summaryOf(after, second)],
      ...matchEvents(first.events, second.events),
    },
  });
}

interface Watched {
  readonly threshold: number;
  readonly events: readonly AnomalyEvent[];
}

const summaryOf = (number: number, { threshold, events }: Watched): ComparedVersion => ({
  number,
  threshold,
  events: events.length,
  alarmSeconds: events.reduce((sum, { start, end }) => sum + end - start, 0),
});

async function watch(
  version: { readonly number: number; readonly path: string },
  options: CompareVersionsOptions,
  { subscriber, signal }: WorkContext<CompareProgress>,
): Promise<Watched> {
  const { source, falseAlarmsPerDay, threads, logger = silentLogger } = options;
  const { path, startSeconds = 0, durationSeconds } = source;
  await using model = await openModel(version.path, {
    signal,
    batching: 'off',
    ...(threads !== undefined && { threads }),
  });
  let threshold = 0;
  let endSeconds: number | undefined;
  const progress = scoreVideo({
    source: path,
    model,
    startSeconds,
    ...(durationSeconds !== undefined && { durationSeconds }),
    ...(falseAlarmsPerDay !== undefined && { falseAlarmsPerDay }),
    signal,
    logger,
  }).pipe(
    tap((told) => {
      if (told.kind === 'started') {
        threshold = told.threshold.value;
        ({ endSeconds } = told);
      }
      if (told.kind !== 'score') return;
      subscriber.next({
        kind: 'watching',
        version: version.number,
        seconds: told.timestampUs / 1e6 - startSeconds,
        ...(endSeconds !== undefined && { totalSeconds: endSeconds - startSeconds }),
      });
    }),
    takeUntil(fromEvent(signal, 'abort')),
    filter((told) => told.kind === 'event-end'),
    toArray(),
  );
  const ended = await lastValueFrom(progress);
  signal.throwIfAborted();
  return { threshold, events: ended.map(({ event }) => event) };
}

/** Pairs events that overlap in time, each with one at most. */
function matchEvents<Event extends Pick<AnomalyEvent, 'start' | 'end'>>(
  before: readonly Event[],
  after: readonly Event[],
) {
  const left = new Set(after);
  const both: { readonly before: Event; readonly after: Event }[] = [];
  const onlyBefore: Event[] = [];
  for (const event of before) {
    const match = [...left].find((other) => other.start <= event.end && event.start <= other.end);
    if (match) {
      left.delete(match);
      both.push({ before: event, after: match });
    } else onlyBefore.push(event);
  }
  return { both, onlyBefore, onlyAfter: [...left] };
}
