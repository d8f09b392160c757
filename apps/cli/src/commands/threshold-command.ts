import type { Command } from 'commander';
import type { CommandRunner } from '../frame/command-runner.ts';
import { falseAlarmsOption } from '../options/false-alarms-option.ts';

const example = `
Runs nothing of the model: the threshold follows from what was counted when it was calibrated. How
sure it is depends on how much normal video was held back then; \`presage calibrate\` takes more.
What scores of a video would have alarmed on with another threshold, \`presage replay\` tells.

Examples:
  $ presage threshold lobby.onnx
  $ presage threshold lobby.onnx --false-alarms 1/day
  $ presage threshold lobby.onnx --false-alarms 2/hour --out lobby-eager.onnx`;

interface ThresholdFlags {
  readonly falseAlarms?: number;
  readonly out?: string;
}

/** `presage threshold <model> --false-alarms 1/day` */
export function addThresholdCommand(program: Command, run: CommandRunner): void {
  const command = program
    .command('threshold')
    .description('show or change how often a model may alarm falsely')
    .argument('<model>', 'a model made by `presage learn` or `presage calibrate`')
    .addOption(
      falseAlarmsOption('how often a false alarm is acceptable (default: only show what there is)'),
    )
    .option('-o, --out <file>', 'where the changed model goes (default: in its place)')
    .addHelpText('after', example);
  command.action((model: string, flags: ThresholdFlags) =>
    run(command, async (context) => {
      const { runThreshold } = await import('../threshold/run-threshold.ts');
      return runThreshold({ model, ...flags, context });
    }),
  );
}
