import type { Command } from 'commander';
import type { CommandRunner } from '../frame/command-runner.ts';

const example = `
Example:
  $ presage inspect lobby.onnx`;

/** `presage inspect <model>` */
export function addInspectCommand(program: Command, run: CommandRunner): void {
  program
    .command('inspect')
    .description('show what a model file holds: network, frames, states, calibration, origin')
    .argument('<model>', 'a model file (.onnx)')
    .addHelpText('after', example)
    .action((model: string, _options, command: Command) =>
      run(command, async (context) => {
        const { runInspect } = await import('../inspect/run-inspect.ts');
        return runInspect({ path: model, context });
      }),
    );
}
