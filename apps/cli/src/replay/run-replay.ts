import { replayScores } from '@presage/engine';
import type { CommandContext } from '../frame/command-context.ts';
import type { CommandResult } from '../frame/command-result.ts';
import { createPhases } from '../terminal/phases.ts';
import { isScores, replayInput } from './replay-input.ts';
import { replayText } from './replay-text.ts';
import { replayThresholds, valueOf, type TriedThreshold } from './replay-thresholds.ts';

export interface RunReplayOptions {
  /** A `scores.csv`, or a video. */
  readonly source: string;
  /** False alarms a day. */
  readonly falseAlarms: readonly number[];
  readonly thresholds: readonly number[];
  readonly model?: string;
  readonly modelVersion?: number;
  /** File of masks and zones, for a video. */
  readonly zones?: string;
  readonly start?: number;
  readonly duration?: number;
  readonly threads?: number;
  readonly context: CommandContext;
}

/** Says what there would have been alarms on, threshold by threshold. */
export async function runReplay(options: RunReplayOptions): Promise<CommandResult> {
  const { source, falseAlarms, thresholds, context } = options;
  using phases = createPhases(context.progress);
  const { scores, basis } = await replayInput(options, phases);
  const tried = replayThresholds({ source, basis, falseAlarms, thresholds });
  if (isScores(source)) phases.show('Reading scores', {});
  const replay = await replayScores(scores, {
    thresholds: tried.map(valueOf),
    ...(basis && { decision: basis.tail.decision }),
  });
  phases.end();
  const { thresholds: replayed, ...facts } = replay;
  return {
    json: {
      source,
      ...facts,
      thresholds: replayed.map(({ threshold, events }, index) => ({
        threshold,
        ...rateOf(tried[index]!),
        events,
      })),
    },
    text: (style) => replayText({ source, replay, tried, style }),
  };
}

function rateOf(tried: TriedThreshold) {
  if (tried.kind === 'given') return {};
  const { wishedFalseAlarmsPerDay, supported, uncertainty } = tried.threshold;
  return { falseAlarmsPerDay: wishedFalseAlarmsPerDay, supported, uncertainty };
}
