import type { EvaluationSummary, MethodEvaluation } from '@presage/engine';
import { falseAlarms } from '../terminal/false-alarms.ts';
import { formatScore } from '../terminal/format-score.ts';
import type { Style } from '../terminal/style.ts';
import { textTable } from '../terminal/text-table.ts';
import {
  alarmFacts,
  otherViewQuestion,
  regionFacts,
  thresholdFacts,
  viewFacts,
  type EvaluationFact,
} from './evaluation-facts.ts';
import { figure } from './figure.ts';
import { methodNames, protocolWords } from './method-words.ts';

export interface EvalSummaryTextOptions {
  readonly modelPath: string;
  readonly summary: EvaluationSummary;
  readonly style: Style;
}

/** What a model is worth, for a person. */
export function evalSummaryText({ modelPath, summary, style }: EvalSummaryTextOptions): string {
  const { methods, alarms, viewFaults, regions, threshold, falseAlarmsPerDay } = summary;
  const [own] = methods;
  if (!own) return '';
  const { frameRate } = own.protocol;
  const question = otherViewQuestion(summary);
  const both = own.clips.filter(({ auc }) => auc !== undefined).length;
  return [
    `${style.bold(modelPath)} on ${clipCount(own.clips.length)}: ${own.frames} frames, ${own.abnormalFrames} of them abnormal (${percent(own.abnormalFrames / own.frames)}).`,
    ...(question ? [style.bold(question)] : []),
    '',
    methodTable(methods),
    style.dim(
      [
        `Frames are looked at ${frameRate} times a second; a score holds until the next, for all frames of the video.`,
        `Micro: all frames pooled. Macro: mean of the ${clipCount(both)} with frames of both kinds.`,
        '± is half of the middle 95 % of resampled clips; it says nothing of other clips.',
        '“Uses the future” compares with published figures only: no camera can do it.',
      ].join('\n'),
    ),
    '',
    clipTable(methods, alarms),
    '',
    `${style.bold('Alarms')} at a score of ${formatScore(threshold.value)}, meant for ${falseAlarms(falseAlarmsPerDay)} (${protocolWords(alarms.protocol)})`,
    ...lines([...thresholdFacts(threshold), ...alarmFacts(alarms), ...viewFacts(viewFaults)]),
    ...(regions
      ? [
          '',
          `${style.bold('Regions')} (${protocolWords(regions.protocol)})`,
          ...lines(regionFacts(regions)),
        ]
      : []),
  ].join('\n');
}

function methodTable(methods: readonly MethodEvaluation[]): string {
  return textTable(
    [
      { heading: '' },
      { heading: 'micro AUC', align: 'right' },
      { heading: 'macro AUC', align: 'right' },
      { heading: 'EER', align: 'right' },
      { heading: 'avg. precision', align: 'right' },
      { heading: 'protocol' },
    ],
    methods.map(({ method, protocol, intervals, ...figures }) => [
      methodNames[method],
      withSpread(figures.microAuc, intervals.micro),
      withSpread(figures.macroAuc, intervals.macro),
      figure(figures.equalErrorRate),
      figure(figures.averagePrecision),
      protocolWords(protocol),
    ]),
  );
}

function clipTable(
  methods: readonly MethodEvaluation[],
  alarms: EvaluationSummary['alarms'],
): string {
  const causal = methods.filter(({ protocol }) => protocol.causal);
  return textTable(
    [
      { heading: 'clip' },
      { heading: 'frames', align: 'right' },
      { heading: 'abnormal', align: 'right' },
      ...causal.map(({ method }) => ({
        heading: `AUC, ${methodNames[method]}`,
        align: 'right' as const,
      })),
      { heading: 'ranges found', align: 'right' },
      { heading: 'false alarms', align: 'right' },
    ],
    (causal[0]?.clips ?? []).map(({ name, frames, abnormalFrames }, index) => {
      const { ranges, missed, falseAlarms: wrong } = alarms.clips[index]!;
      return [
        name,
        String(frames),
        String(abnormalFrames),
        ...causal.map(({ clips }) => figure(clips[index]?.auc)),
        ranges === 0 ? '–' : `${ranges - missed} of ${ranges}`,
        String(wrong),
      ];
    }),
  );
}

const lines = (facts: readonly EvaluationFact[]) =>
  facts.map(([name, text]) => `  ${name.padEnd(9)} ${text}`);

const clipCount = (count: number) => `${count} ${count === 1 ? 'clip' : 'clips'}`;
const percent = (share: number) => `${Math.round(share * 100)} %`;

function withSpread(
  value: number | undefined,
  interval: readonly [number, number] | undefined,
): string {
  if (value === undefined) return '–';
  const spread = interval ? ` ± ${((interval[1] - interval[0]) / 2).toFixed(2)}` : '';
  return `${figure(value)}${spread}`;
}
