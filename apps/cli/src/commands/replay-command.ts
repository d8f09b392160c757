import type { Command } from 'commander';
import type { CommandRunner } from '../frame/command-runner.ts';
import { Option } from 'commander';
import { falseAlarmRate } from '../options/false-alarms-option.ts';
import { numberOption } from '../options/number-option.ts';
import { zonesOption } from '../options/zones-option.ts';

const example = `
Of the scores.csv of a report it decides again, with no inference: the same frames, the same rules, other
thresholds. Which threshold a rate comes to is in the events.json beside it, or in the model. Of a video
it says what a model would have alarmed on: --model-version takes an earlier version of it.
While the view was broken no event is told live; stored scores do not know of that.

Examples:
  $ presage replay report/scores.csv
  $ presage replay report/scores.csv --false-alarms 1/day 1/hour
  $ presage replay report/scores.csv --threshold 12
  $ presage replay monday.mp4 --model lobby.onnx --model-version 2`;

interface ReplayFlags {
  readonly falseAlarms?: readonly number[];
  readonly threshold?: readonly number[];
  readonly model?: string;
  readonly modelVersion?: number;
  readonly zones?: string;
  readonly start?: number;
  readonly duration?: number;
  readonly threads?: number;
}

/** A parser of one of several values. */
const several =
  (parse: (text: string) => number) =>
  (text: string, before: readonly number[] | undefined): readonly number[] => [
    ...(before ?? []),
    parse(text),
  ];

/** `presage replay <scores.csv or video> --false-alarms 1/day` */
export function addReplayCommand(program: Command, run: CommandRunner): void {
  const command = program
    .command('replay')
    .description('tell what another threshold, or another version, would have alarmed on')
    .argument('<source>', 'the scores.csv of a report, or a video')
    .addOption(
      new Option(
        '--false-alarms <rate...>',
        'how often a false alarm is acceptable: one or several (default: the usual ones)',
      ).argParser(several(falseAlarmRate)),
    )
    .addOption(
      new Option('--threshold <score...>', 'scores to alarm from, one or several').argParser(
        several(numberOption({ above: 0 })),
      ),
    )
    .option('-m, --model <file>', 'the model that says which threshold a rate comes to')
    .option(
      '--model-version <number>',
      'an earlier version of the model',
      numberOption({ min: 1, integer: true }),
    )
    .addOption(zonesOption())
    .option('--start <seconds>', 'begin here in a video', numberOption({ min: 0 }))
    .option('--duration <seconds>', 'look at this much of a video', numberOption({ above: 0 }))
    .option(
      '--threads <number>',
      'processor threads to use',
      numberOption({ min: 1, max: 1024, integer: true }),
    )
    .addHelpText('after', example);
  command.action((source: string, flags: ReplayFlags) =>
    run(command, async (context) => {
      const { runReplay } = await import('../replay/run-replay.ts');
      const { falseAlarms = [], threshold: thresholds = [], ...rest } = flags;
      return runReplay({ source, falseAlarms, thresholds, ...rest, context });
    }),
  );
}
