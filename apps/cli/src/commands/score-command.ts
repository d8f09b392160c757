import type { Command } from 'commander';
import type { CommandRunner } from '../frame/command-runner.ts';
import { addRequiredOption } from '../options/add-required-option.ts';
import { deviceOption, type DeviceChoice } from '../options/device-option.ts';
import { falseAlarmsOption } from '../options/false-alarms-option.ts';
import { zonesOption } from '../options/zones-option.ts';
import { numberOption } from '../options/number-option.ts';

const example = `
Example:
  $ presage score lobby-tuesday.mp4 --model lobby.onnx --out report/`;

interface ScoreFlags {
  readonly model: string;
  readonly out: string;
  readonly falseAlarms?: number;
  readonly zones?: string;
  readonly start?: number;
  readonly duration?: number;
  readonly threads?: number;
  readonly device: DeviceChoice;
}

/** `presage score <video> --model m.onnx --out dir` */
export function addScoreCommand(program: Command, run: CommandRunner): void {
  const command = program
    .command('score')
    .description('find what is not normal in a video, and write a report about it')
    .argument('<video>', 'a video file of the camera the model was learned from');
  addRequiredOption(command, '-m, --model <file>', 'a model made by `presage learn`');
  addRequiredOption(
    command,
    '-o, --out <folder>',
    'where the report goes; made if it is not there',
  );
  command
    .addOption(
      falseAlarmsOption('how often a false alarm is acceptable (default: what the model says)'),
    )
    .addOption(zonesOption())
    .option('--start <seconds>', 'begin here', numberOption({ min: 0 }))
    .option('--duration <seconds>', 'look at this much of the video', numberOption({ above: 0 }))
    .option(
      '--threads <number>',
      'processor threads to use',
      numberOption({ min: 1, max: 1024, integer: true }),
    )
    .addOption(deviceOption())
    .addHelpText('after', example)
    .action((video: string, flags: ScoreFlags) =>
      run(command, async (context) => {
        const { runScore } = await import('../score/run-score.ts');
        return runScore({ video, ...flags, context });
      }),
    );
}
