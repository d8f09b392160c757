import type { LearnSummary } from '@presage/engine';
import type { CommandResult } from '../frame/command-result.ts';
import { eventTable } from '../score/event-table.ts';
import { eventDocument } from '../score/score-result.ts';
import type { ScoredVideo } from '../score/scored-video.ts';
import { falseAlarms } from '../terminal/false-alarms.ts';
import { formatDuration } from '../terminal/format-duration.ts';
import { formatMediaTime } from '../terminal/format-media-time.ts';
import { formatScore } from '../terminal/format-score.ts';
import { textTable } from '../terminal/text-table.ts';
import type { Injection } from './injection.ts';
import type { DemoVerdict } from './judge-demo.ts';

export interface DemoResultOptions {
  readonly verdict: DemoVerdict;
  readonly injection: Injection;
  readonly learned: LearnSummary;
  readonly scored: ScoredVideo;
  /** What was written, by what it is. */
  readonly files: Readonly<Record<string, string>>;
  /** What it all took. */
  readonly seconds: number;
}

/** What `presage demo` prints. */
export function demoResult(options: DemoResultOptions): CommandResult {
  const { verdict, injection, learned, scored, files, seconds } = options;
  const { start, end, direction, height } = injection;
  return {
    exitCode: verdict.passed ? 0 : 1,
    json: {
      ...verdict,
      injected: { start, end, direction, height },
      events: scored.events.map(eventDocument),
      learned,
      scored: scored.summary,
      seconds,
      files,
    },
    text: (style) => {
      const colour = verdict.passed ? style.good : style.problem;
      const { footageSeconds, steps, threshold } = learned;
      return [
        `Learned ${formatDuration(footageSeconds)} of a street in ${steps} steps; alarms at a score of ${formatScore(threshold)}, for ${falseAlarms(learned.falseAlarmsPerDay)}.`,
        `Watched the rest, with a checked box injected ${formatMediaTime(start)} – ${formatMediaTime(end)}, ${direction}.`,
        '',
        scored.events.length > 0 ? eventTable(scored.events) : 'no events',
        '',
        textTable([{ heading: 'what' }, { heading: 'where' }], Object.entries(files)),
        '',
        `${colour(style.bold(verdict.passed ? 'PASSED' : 'FAILED'))}: ${verdict.reason}. All in ${formatDuration(seconds)}.`,
      ].join('\n');
    },
  };
}
