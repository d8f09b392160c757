import type { Command } from 'commander';
import type { CommandRunner } from '../frame/command-runner.ts';
import { addRequiredOption } from '../options/add-required-option.ts';
import { numberOption } from '../options/number-option.ts';

const example = `
Nothing is lost: the version that the model was stays in the list, and the way back is the same.

Example:
  $ presage rollback lobby.onnx --to 1`;

/** `presage rollback <model> --to 1` */
export function addRollbackCommand(program: Command, run: CommandRunner): void {
  const command = program
    .command('rollback')
    .description('make an earlier version of a model the current one')
    .argument('<model>', 'a model file');
  addRequiredOption(command, '--to <number>', 'the version, as `presage versions` lists them');
  const to = command.options.at(-1);
  to?.argParser(numberOption({ min: 1, integer: true }));
  command.addHelpText('after', example).action((model: string, flags: { readonly to: number }) =>
    run(command, async () => {
      const { runRollback } = await import('../versions/run-rollback.ts');
      return runRollback({ model, to: flags.to });
    }),
  );
}
