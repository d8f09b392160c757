import type { Command } from 'commander';
import type { CommandRunner } from '../frame/command-runner.ts';
import { addRequiredOption } from '../options/add-required-option.ts';
import { deviceOption, type DeviceChoice } from '../options/device-option.ts';
import { falseAlarmsOption } from '../options/false-alarms-option.ts';
import { numberOption } from '../options/number-option.ts';
import { zonesOption } from '../options/zones-option.ts';

const example = `
Labels are JSON; frames are counted from 1 at the video's own rate, and a normal clip has no ranges:
  { "door": { "frames": 426, "abnormal_1based_inclusive": [[1, 56], [99, 426]] } }
is for door.avi (or .mp4, …) in the folder of clips. docs/evaluate.md has the rest: how to label
regions, and how each figure is defined.

Each clip is a stream of its own, as a camera would show it: the model's memory runs from its first
frame to its last, and nothing looks ahead. Scores that need no model stand in the same table.

Examples:
  $ presage eval --model lobby.onnx --clips clips/ --labels labels.json
  $ presage eval --model lobby.onnx --clips clips/ --labels labels.json \\
      --normal lobby-monday.mp4 --false-alarms 2/hour --out evaluation/`;

interface EvalFlags {
  readonly model: string;
  readonly clips: string;
  readonly labels: string;
  readonly normal?: readonly string[];
  readonly falseAlarms?: number;
  readonly windowReset?: number;
  readonly zones?: string;
  readonly out?: string;
  readonly threads?: number;
  readonly device: DeviceChoice;
}

/** `presage eval --model m.onnx --clips dir --labels labels.json` */
export function addEvalCommand(program: Command, run: CommandRunner): void {
  const command = program
    .command('eval')
    .description('measure on labelled clips how well a model finds what is not normal');
  addRequiredOption(command, '-m, --model <file>', 'a model made by `presage learn`');
  addRequiredOption(command, '-c, --clips <folder>', 'videos of its camera');
  addRequiredOption(
    command,
    '-l, --labels <file>',
    'which frames of the clips are abnormal (JSON)',
  );
  command
    .option(
      '-n, --normal <video...>',
      'normal video, for the distance to its mean picture (default: to that of the clip so far)',
    )
    .addOption(
      falseAlarmsOption('how often a false alarm is acceptable (default: what the model says)'),
    )
    .option(
      '--window-reset <frames>',
      'let the model forget what it saw after so many of the frames it sees (default: never)',
      numberOption({ min: 1, integer: true }),
    )
    .addOption(zonesOption())
    .option('-o, --out <folder>', 'write a page with curves, the figures, and every score')
    .option(
      '--threads <number>',
      'processor threads to use',
      numberOption({ min: 1, max: 1024, integer: true }),
    )
    .addOption(deviceOption())
    .addHelpText('after', example)
    .action((flags: EvalFlags) =>
      run(command, async (context) => {
        const { runEval } = await import('../eval/run-eval.ts');
        return runEval({ ...flags, context });
      }),
    );
}
