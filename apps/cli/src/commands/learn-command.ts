import type { Command } from 'commander';
import type { LeftOut } from '@presage/engine';
import type { CommandRunner } from '../frame/command-runner.ts';
import { addRequiredOption } from '../options/add-required-option.ts';
import { falseAlarmsOption } from '../options/false-alarms-option.ts';
import { leaveOutOption } from '../options/leave-out-option.ts';
import { numberOption } from '../options/number-option.ts';
import { zonesOption } from '../options/zones-option.ts';

const example = `
Examples:
  $ presage learn lobby-monday.mp4 --model lobby.onnx
  $ presage learn night.mp4 day.mp4 --model yard.onnx --false-alarms 1/week --max-minutes 20
  $ presage learn monday.mp4 --leave-out 1:10-1:25 --model lobby.onnx
  $ presage learn monday.mp4 tuesday.mp4 --leave-out monday.mp4@1:10-1:25 --model lobby.onnx
  $ presage learn --continue today.mp4 --model lobby.onnx

The least normal moments of the video are shown before learning begins, and how unusual they are: at a
terminal presage asks what to leave out; elsewhere, and with --yes, it shows them and goes on with all.

With --continue the model learns on, shorter than anew, from the video given (or what it was learned
from before) and from the events that were marked normal. It becomes a new version: \`presage versions\`
lists them, \`presage rollback\` goes back.`;

interface LearnFlags {
  readonly model: string;
  readonly continue?: boolean;
  readonly falseAlarms?: number;
  readonly zones?: string;
  readonly leaveOut?: readonly LeftOut[];
  readonly yes?: boolean;
  readonly start?: number;
  readonly duration?: number;
  readonly maxMinutes?: number;
  readonly seed?: number;
  readonly threads?: number;
  readonly checkpoint?: string;
}

/** `presage learn <video...> --model out.onnx` */
export function addLearnCommand(program: Command, run: CommandRunner): void {
  const command = program
    .command('learn')
    .description('learn what is normal from video in which nothing unusual happens')
    .argument('[video...]', 'video files of one camera')
    .option('--continue', 'learn on from what the model knows, into a new version of it');
  addRequiredOption(command, '-m, --model <file>', 'where the model goes (.onnx)');
  command
    .addOption(
      falseAlarmsOption(
        'how often a false alarm is acceptable: 1/day, 2/hour, 1/week (default: 1/day; with --continue as before)',
      ),
    )
    .addOption(zonesOption())
    .addOption(leaveOutOption())
    .option('-y, --yes', 'ask nothing: learn from all that is not left out')
    .option(
      '--start <seconds>',
      'leave out this much at the start of each video',
      numberOption({ min: 0 }),
    )
    .option('--duration <seconds>', 'use this much of each video', numberOption({ above: 0 }))
    .option('--max-minutes <minutes>', 'stop learning after this time', numberOption({ above: 0 }))
    .option('--seed <number>', 'for a repeatable result', numberOption({ min: 0, integer: true }))
    .option(
      '--threads <number>',
      'processor threads to use',
      numberOption({ min: 1, max: 1024, integer: true }),
    )
    .option('--checkpoint <file>', 'keep the state of learning here; go on from it if it exists')
    .addHelpText('after', example)
    .action((videos: string[], flags: LearnFlags) =>
      run(command, async (context) => {
        const { runLearn } = await import('../learn/run-learn.ts');
        return runLearn({ videos, ...flags, context });
      }),
    );
}
