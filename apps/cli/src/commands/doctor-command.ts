import type { Command } from 'commander';
import type { CommandRunner } from '../frame/command-runner.ts';

const example = `
Example:
  $ presage doctor --json`;

/** `presage doctor` */
export function addDoctorCommand(program: Command, run: CommandRunner): void {
  program
    .command('doctor')
    .description('check what this machine has, and what to do about what it lacks')
    .addHelpText('after', example)
    .action((_options, command: Command) =>
      run(command, async (context) => {
        const { runDoctor } = await import('../doctor/run-doctor.ts');
        return runDoctor(context);
      }),
    );
}
