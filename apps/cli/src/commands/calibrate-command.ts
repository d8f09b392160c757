import type { Command } from 'commander';
import type { CommandRunner } from '../frame/command-runner.ts';
import { addRequiredOption } from '../options/add-required-option.ts';
import { falseAlarmsOption } from '../options/false-alarms-option.ts';
import { numberOption } from '../options/number-option.ts';
import { zonesOption } from '../options/zones-option.ts';

const example = `
For a model that was imported for a target, and for one that was learned, where the light, the season
or the camera's place has changed. The video must show nothing unusual, and be none that the model
learned from: errors on that are smaller than on any other, and everything new would alarm. All of it
is taken as held back.

Without --out the model is calibrated in its place; what is there stays until the new file is complete.

Examples:
  $ presage import autoencoder.keras --model room.onnx \\
      --frames gray8 --frame-rate 5 --target same --patch 8
  $ presage calibrate room.onnx --normal monday.mp4 tuesday.mp4
  $ presage calibrate lobby.onnx --normal december.mp4 --out lobby-winter.onnx --false-alarms 1/week`;

interface CalibrateFlags {
  readonly normal: readonly string[];
  readonly out?: string;
  readonly falseAlarms?: number;
  readonly zones?: string;
  readonly start?: number;
  readonly duration?: number;
  readonly threads?: number;
}

/** `presage calibrate <model> --normal video` */
export function addCalibrateCommand(program: Command, run: CommandRunner): void {
  const command = program
    .command('calibrate')
    .description('measure on normal video when a model is to alarm')
    .argument('<model>', 'a model made by `presage import --target` or `presage learn`');
  addRequiredOption(
    command,
    '-n, --normal <video...>',
    'video of its camera in which nothing unusual happens, and that it did not learn from',
  );
  command
    .option('-o, --out <file>', 'where the calibrated model goes (default: in its place)')
    .addOption(
      falseAlarmsOption(
        'how often a false alarm is acceptable (default: what the model says, or 1/day)',
      ),
    )
    .addOption(zonesOption())
    .option(
      '--start <seconds>',
      'leave out this much at the start of each video',
      numberOption({ min: 0 }),
    )
    .option('--duration <seconds>', 'use this much of each video', numberOption({ above: 0 }))
    .option(
      '--threads <number>',
      'processor threads to use',
      numberOption({ min: 1, max: 1024, integer: true }),
    )
    .addHelpText('after', example)
    .action((model: string, flags: CalibrateFlags) =>
      run(command, async (context) => {
        const { runCalibrate } = await import('../calibrate/run-calibrate.ts');
        return runCalibrate({ model, ...flags, context });
      }),
    );
}
