import type { Command } from 'commander';
import type { CommandRunner } from '../frame/command-runner.ts';
import { addRequiredOption } from '../options/add-required-option.ts';
import { numberOption } from '../options/number-option.ts';

const example = `
The page shows a frame of the video. Masks and zones are drawn on it with the mouse and saved as
zones.json; open it in any browser, it needs no network. With --zones it shows where those lie that
there are, to be looked at and changed.

Examples:
  $ presage zones lobby-monday.mp4 --out zones.html
  $ presage zones lobby-monday.mp4 --zones zones.json --at 12 --out zones.html
  $ presage score lobby-tuesday.mp4 --model lobby.onnx --zones zones.json --out report/`;

interface ZonesFlags {
  readonly out: string;
  readonly zones?: string;
  readonly at?: number;
}

/** `presage zones <video> --out zones.html` */
export function addZonesCommand(program: Command, run: CommandRunner): void {
  const command = program
    .command('zones')
    .description('make a page to draw masks and zones on')
    .argument('<video>', 'a video file of the camera');
  addRequiredOption(command, '-o, --out <file>', 'where the page goes (.html)');
  command
    .option('--zones <file>', 'masks and zones that there are already (JSON)')
    .option('--at <seconds>', 'which moment of the video is drawn on', numberOption({ min: 0 }))
    .addHelpText('after', example)
    .action((video: string, flags: ZonesFlags) =>
      run(command, async (context) => {
        const { runZones } = await import('../zones/run-zones.ts');
        return runZones({ video, ...flags, context });
      }),
    );
}
