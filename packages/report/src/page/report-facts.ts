import { countText, scoreText } from '../number-text.ts';
import { footageText, rateText } from '../rate-text.ts';
import type { ReportFact, ReportOptions } from '../report-options.ts';
import { lengthText, timeText } from '../time-text.ts';
import type { WatchedSpan } from '../watched-span.ts';

/** The frames of the run and what became of them. */
export function frameFacts({ run }: ReportOptions): ReportFact[] {
  const { captured, processed, dropped, inFlight } = run.ledger;
  const reasons = { overflow: 'model too slow', stopped: 'stopped', failed: 'failed' };
  const lost = Object.values(dropped).reduce((sum, count) => sum + count, 0);
  const why = (['overflow', 'stopped', 'failed'] as const)
    .filter((reason) => dropped[reason] > 0)
    .map((reason) => `${reasons[reason]}: ${countText(dropped[reason])}`)
    .join(', ');
  return [
    { name: 'Captured', value: countText(captured) },
    { name: 'Scored', value: countText(processed) },
    { name: 'Dropped', value: countText(lost), ...(why && { remark: why }) },
    ...(inFlight > 0 ? [{ name: 'Not finished', value: countText(inFlight) }] : []),
  ];
}

/** Where the alarm threshold comes from and what it is worth. */
export function budgetFacts({ budget }: ReportOptions): ReportFact[] {
  const {
    falseAlarmsPerDay,
    supportedFalseAlarmsPerDay: supported,
    threshold,
    neededSeconds,
  } = budget;
  const short = supported !== undefined && supported > falseAlarmsPerDay;
  return [
    {
      name: 'Asked for',
      value: rateText(falseAlarmsPerDay),
      remark: 'Alarms that you accept while nothing is wrong. Fewer means a higher threshold.',
    },
    ...(short
      ? [
          {
            name: 'Vouched for',
            value: rateText(supported),
            remark: `The normal footage is too short to vouch for fewer: the threshold is a guess beyond it.${neededSeconds === undefined ? '' : ` Vouching for it would take ${footageText(neededSeconds)} held back.`}`,
          },
        ]
      : []),
    { name: 'Threshold', value: scoreText(threshold), remark: 'From this score on it alarms.' },
  ];
}

/** The video and the time it took. */
export function runFacts({ run, frameRate }: ReportOptions, watched: WatchedSpan): ReportFact[] {
  const length = watched.end - watched.start;
  return [
    {
      name: 'Watched',
      value: lengthText(length),
      remark: `${timeText(watched.start)} to ${timeText(watched.end)} of the video`,
    },
    { name: 'Frames a second', value: scoreText(frameRate) },
    {
      name: 'Took',
      value: lengthText(run.seconds),
      ...(run.seconds > 0 && {
        remark: `${scoreText(length / run.seconds)} times as fast as the video plays`,
      }),
    },
    { name: 'Model ran on', ...run.device },
    { name: 'Video read by', ...run.ffmpeg, value: `ffmpeg ${run.ffmpeg.value}` },
    ...(run.facts ?? []),
  ];
}
