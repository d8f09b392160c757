import type { AnomalyEvent } from '@presage/anomaly';
import type { Report } from '@presage/report';
import type { CommandResult } from '../frame/command-result.ts';
import { cameraText } from './camera-text.ts';
import { eventTable } from './event-table.ts';
import type { ScoredVideo } from './scored-video.ts';

export interface ScoreResultOptions {
  readonly scored: ScoredVideo;
  readonly report: Report;
}

/** What `presage score` prints. */
export function scoreResult({ scored, report }: ScoreResultOptions): CommandResult {
  const { events, viewEvents, drift, summary } = scored;
  const camera = cameraText(scored);
  const { verdict, ...files } = report;
  return {
    json: {
      verdict,
      events: events.map(eventDocument),
      viewEvents,
      ...(drift && { drift }),
      ...summary,
      files,
    },
    text: (style) =>
      [
        `${style.bold(`${verdict.headline}.`)} ${verdict.detail}`,
        ...(events.length > 0 ? ['', eventTable(events)] : []),
        ...(camera.length > 0 ? ['', ...camera] : []),
        '',
        ...Object.values(files),
      ].join('\n'),
  };
}

/** An event in `--json`: without its track and heatmap, which `events.json` has. */
export function eventDocument(event: AnomalyEvent) {
  const { id, start, end, announced, peak, threshold, region, zones } = event;
  return { id, start, end, announced, peak, threshold, region, zones };
}
