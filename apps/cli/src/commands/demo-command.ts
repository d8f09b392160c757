import type { Command } from 'commander';
import type { CommandRunner } from '../frame/command-runner.ts';
import { numberOption } from '../options/number-option.ts';

const example = `
Example:
  $ presage demo --seed 7`;

interface DemoFlags {
  readonly out: string;
  readonly seed?: number;
}

/** `presage demo` */
export function addDemoCommand(program: Command, run: CommandRunner): void {
  program
    .command('demo')
    .description(
      'learn a real street from its first 55 seconds, then find what does not belong there',
    )
    .option('-o, --out <folder>', 'where the results go', 'out/demo')
    .option(
      '--seed <number>',
      'where and when the strange thing appears',
      numberOption({ min: 0, integer: true }),
    )
    .addHelpText('after', example)
    .action((flags: DemoFlags, command: Command) =>
      run(command, async (context) => {
        const { runDemo } = await import('../demo/run-demo.ts');
        return runDemo({ ...flags, context });
      }),
    );
}
