import type { ForgetSummary } from '@presage/engine';
import { formatScore } from '../terminal/format-score.ts';
import type { Style } from '../terminal/style.ts';

export interface ForgetSummaryTextOptions {
  readonly modelPath: string;
  readonly summary: ForgetSummary;
  readonly style: Style;
}

/** What forgetting came to, for a person. */
export function forgetSummaryText(options: ForgetSummaryTextOptions): string {
  const { modelPath, summary, style } = options;
  const { forgotten, version, threshold } = summary;
  const which = forgotten.length === 1 ? 'event' : 'events';
  return [
    `${style.bold(modelPath)} is version ${version.number} now.`,
    `  forgotten ${which} ${forgotten.join(', ')}: the like alarms again`,
    `  alarms    at a score of ${formatScore(threshold)}`,
  ].join('\n');
}
