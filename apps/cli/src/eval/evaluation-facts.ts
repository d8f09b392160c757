import { maybeOtherCamera } from '@presage/anomaly';
import type { EvaluationSummary } from '@presage/engine';
import { formatDuration } from '../terminal/format-duration.ts';
import { formatMediaTime } from '../terminal/format-media-time.ts';
import { vouching, type Vouching } from '../terminal/vouching.ts';
import { figure } from './figure.ts';

/** What it is about, and what is said of it. */
export type EvaluationFact = readonly [name: string, text: string];

/** Where the threshold is a guess, that it is. */
export function thresholdFacts(threshold: Vouching): readonly EvaluationFact[] {
  const words = vouching(threshold).join(' ');
  return words === '' ? [] : [['threshold', words]];
}

/** A question where clips show another view from their beginning: figures of a wrong model mean nothing. */
export function otherViewQuestion({
  viewFaults,
  alarms,
}: {
  readonly viewFaults: EvaluationSummary['viewFaults'];
  readonly alarms: { readonly clips: readonly unknown[] };
}): string | undefined {
  const elsewhere = new Set(
    viewFaults.filter(({ fault, start }) => maybeOtherCamera(fault, start)).map(({ clip }) => clip),
  );
  if (elsewhere.size === 0) return undefined;
  return `${elsewhere.size} of ${count(alarms.clips.length, 'clip')} showed another view than the model knows from the beginning: are these clips of the camera that it was learned from?`;
}

/** False alarms, and what was found. */
export function alarmFacts(alarms: EvaluationSummary['alarms']): readonly EvaluationFact[] {
  return [
    ['false', falseWords(alarms)],
    ['found', foundWords(alarms)],
  ];
}

function falseWords(alarms: EvaluationSummary['alarms']): string {
  const { falseAlarms, normalSeconds, alarmedNormalSeconds, falseAlarmsPerHour: rate } = alarms;
  if (rate === undefined) return 'no normal video to tell';
  const [low = 0, high = 0] = alarms.falseAlarmsPerHourInterval ?? [];
  return `${falseAlarms} in ${formatDuration(normalSeconds)} of normal video: ${round(rate)} an hour (95 %: ${round(low)} to ${round(high)}); events of any kind lasted for ${alarmedNormalSeconds.toFixed(1)} s of it`;
}

function foundWords({
  ranges,
  missed,
  delays,
  medianDelaySeconds,
}: EvaluationSummary['alarms']): string {
  if (ranges === 0) return 'nothing abnormal is labelled';
  const found = `${ranges - missed} of ${ranges} abnormal ranges`;
  if (medianDelaySeconds === undefined) return found;
  const longest = Math.max(...delays).toFixed(1);
  return `${found}, told after ${medianDelaySeconds.toFixed(1)} s (median; longest ${longest} s)`;
}

/** When no event could be told, as the camera's view was taken for broken. */
export function viewFacts(faults: EvaluationSummary['viewFaults']): readonly EvaluationFact[] {
  return faults.map(({ clip, fault, start, end }) => {
    const until = end === undefined ? 'its end' : formatMediaTime(end);
    return [
      'view',
      `${clip}: ${fault} from ${formatMediaTime(start)} to ${until}; no event is told meanwhile`,
    ];
  });
}

/** How well regions were found. */
export function regionFacts({
  rbdc,
  tbdc,
  regions,
  tracks,
  leftOut,
}: NonNullable<EvaluationSummary['regions']>): readonly EvaluationFact[] {
  return [
    ['RBDC', `${figure(rbdc)} (${count(regions, 'labelled region')})`],
    ['TBDC', `${figure(tbdc)} (${count(tracks, 'track')})`],
    ...(leftOut.length > 0
      ? [['without', `clips whose regions nobody marked: ${leftOut.join(', ')}`] as const]
      : []),
  ];
}

const count = (value: number, what: string) => `${value} ${what}${value === 1 ? '' : 's'}`;
const round = (rate: number) => String(rate >= 10 ? Math.round(rate) : Number(rate.toPrecision(2)));
