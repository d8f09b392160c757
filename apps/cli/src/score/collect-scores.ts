import { basename } from 'node:path';
import {
  viewFaultWords,
  type AnomalyEvent,
  type AnomalyScore,
  type DriftReport,
  type ViewEvent,
} from '@presage/anomaly';
import type { ScoreProgress, ScoreSummary } from '@presage/engine';
import type { Logger } from '@presage/core';
import { lastValueFrom, tap, type Observable } from 'rxjs';
import { formatMediaTime } from '../terminal/format-media-time.ts';
import type { Phases } from '../terminal/phases.ts';
import type { ScoredVideo } from './scored-video.ts';

export interface CollectScoresOptions {
  readonly source: string;
  /** Media time in seconds at which scoring begins. */
  readonly startSeconds: number;
  readonly phases: Phases;
  readonly logger: Logger;
}

/** Waits for a scored video to end, shows how far it is, and tells of each event as it begins. */
export async function collectScores(
  progress: Observable<ScoreProgress>,
  { source, startSeconds, phases, logger }: CollectScoresOptions,
): Promise<ScoredVideo> {
  const label = `Watching ${basename(source)}`;
  const scores: AnomalyScore[] = [];
  const events: AnomalyEvent[] = [];
  const viewEvents: ViewEvent[] = [];
  let drift: DriftReport | undefined;
  let endSeconds: number | undefined;
  let summary: ScoreSummary | undefined;

  function take(told: ScoreProgress): void {
    switch (told.kind) {
      case 'started':
        endSeconds = told.endSeconds;
        return;
      case 'score': {
        scores.push(told);
        const seconds = told.timestampUs / 1e6;
        const length = endSeconds === undefined ? undefined : endSeconds - startSeconds;
        const fraction = length ? { fraction: Math.min(1, (seconds - startSeconds) / length) } : {};
        phases.show(label, { ...fraction, detail: `at ${formatMediaTime(seconds)}` });
        return;
      }
      case 'event-start':
        logger.info(`${formatMediaTime(told.event.start)}: something unusual begins`);
        return;
      case 'event-end':
        events.push(told.event);
        return;
      case 'view-start':
        logger.warn(`${formatMediaTime(told.event.start)}: ${viewFaultWords[told.event.fault]}`);
        return;
      case 'view-end':
        viewEvents.push(told.event);
        return;
      case 'drift':
        drift = told.report;
        return;
      case 'done':
        summary = told.summary;
    }
  }

  await lastValueFrom(progress.pipe(tap(take)), { defaultValue: undefined });
  phases.end();
  if (!summary) throw new TypeError('scoring ended without a summary');
  return { scores, events, viewEvents, ...(drift && { drift }), summary };
}
