import { Option, type Command } from 'commander';
import type { CommandRunner } from '../frame/command-runner.ts';
import { addRequiredOption } from '../options/add-required-option.ts';
import { numberOption } from '../options/number-option.ts';

const example = `
int8 makes a step faster on a CPU; float16 is for GPUs, and makes the file half as large.
Exit status 1, with the model written all the same, where its scores of normal video agree with
those of the model given by a correlation below 0.99.

Examples:
  $ presage quantize lobby.onnx --normal lobby-monday.mp4 --out lobby-int8.onnx
  $ presage quantize lobby.onnx --normal monday.mp4 tuesday.mp4 --out lobby-int8.onnx \\
      --labels labels.json --video clips/08.avi clips/17.avi`;

interface QuantizeFlags {
  readonly normal: readonly string[];
  readonly out: string;
  readonly precision: 'int8' | 'float16';
  readonly labels?: string;
  readonly video?: readonly string[];
  readonly threads?: number;
}

/** `presage quantize <model> --normal video --out m8.onnx` */
export function addQuantizeCommand(program: Command, run: CommandRunner): void {
  const command = program
    .command('quantize')
    .description('make a model compute in fewer bits, and tell what that costs')
    .argument('<model>', 'a model made by `presage learn` or `presage import`');
  addRequiredOption(
    command,
    '-n, --normal <video...>',
    'video of its camera in which nothing unusual happens',
  );
  addRequiredOption(command, '-o, --out <file>', 'where the new model goes (.onnx)');
  command
    .addOption(
      new Option('--precision <bits>', 'what it computes in')
        .choices(['int8', 'float16'])
        .default('int8'),
    )
    .option('--labels <file>', 'which frames of clips are abnormal (JSON)')
    .option('--video <clip...>', 'the clips that the labels are for')
    .option(
      '--threads <number>',
      'processor threads to use',
      numberOption({ min: 1, max: 1024, integer: true }),
    )
    .addHelpText('after', example)
    .action((model: string, flags: QuantizeFlags) =>
      run(command, async (context) => {
        const { runQuantize } = await import('../quantize/run-quantize.ts');
        return runQuantize({ model, ...flags, context });
      }),
    );
}
