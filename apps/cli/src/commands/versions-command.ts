import type { Command } from 'commander';
import { usageError } from '../frame/usage-error.ts';
import type { CommandRunner } from '../frame/command-runner.ts';
import { falseAlarmsOption } from '../options/false-alarms-option.ts';
import { numberOption } from '../options/number-option.ts';

const example = `
Learning, calibrating and feedback each make a version, kept beside the model in a folder of its name
(lobby.presage beside lobby.onnx) with the clips of events that were marked normal. The model file
itself is always the current version. The last 20 are kept, and the first; a version of the default
network takes 1 to 3 MB.

Examples:
  $ presage versions lobby.onnx
  $ presage versions lobby.onnx --compare 1 2 --on tuesday.mp4
  $ presage rollback lobby.onnx --to 1`;

interface VersionsFlags {
  readonly compare?: readonly number[];
  readonly on?: string;
  readonly falseAlarms?: number;
  readonly prune?: number;
  readonly start?: number;
  readonly duration?: number;
  readonly threads?: number;
}

const wholeNumber = numberOption({ min: 1, integer: true });

/** `presage versions <model>` */
export function addVersionsCommand(program: Command, run: CommandRunner): void {
  const command = program
    .command('versions')
    .description('list the versions of a model, or compare two on the same video')
    .argument('<model>', 'a model file')
    .option(
      '--compare <number...>',
      'two versions: what each would have alarmed on',
      (text: string, before: readonly number[] | undefined) => [
        ...(before ?? []),
        wholeNumber(text),
      ],
    )
    .option('--on <video>', 'the video that the two watch')
    .addOption(
      falseAlarmsOption('how often a false alarm is acceptable (default: as each was made for)'),
    )
    .option('--start <seconds>', 'begin here in the video', numberOption({ min: 0 }))
    .option('--duration <seconds>', 'look at this much of the video', numberOption({ above: 0 }))
    .option(
      '--prune <number>',
      'remove the files of all but the last so many versions',
      wholeNumber,
    )
    .option(
      '--threads <number>',
      'processor threads to use',
      numberOption({ min: 1, max: 1024, integer: true }),
    )
    .addHelpText('after', example);
  command.action((model: string, { compare, on, prune, ...flags }: VersionsFlags) =>
    run(command, async (context) => {
      if (compare) {
        const [before, after, ...more] = compare;
        if (before === undefined || after === undefined || more.length > 0) {
          throw usageError(`--compare takes two versions, and got ${compare.length}`);
        }
        if (on === undefined) throw usageError('--compare needs a video: --on tuesday.mp4');
        const { runCompare } = await import('../versions/run-compare.ts');
        return runCompare({ model, versions: [before, after], video: on, ...flags, context });
      }
      if (on !== undefined)
        throw usageError('--on goes with --compare: --compare 1 2 --on tuesday.mp4');
      const { runVersions } = await import('../versions/run-versions.ts');
      return runVersions({ model, ...(prune !== undefined && { prune }) });
    }),
  );
}
