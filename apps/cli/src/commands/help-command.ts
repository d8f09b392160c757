import type { Command } from 'commander';

/** `presage help [command]` */
export function addHelpCommand(program: Command): void {
  program
    .helpCommand(false)
    .command('help')
    .description('show the help of a command')
    .argument('[command]', 'its name')
    .action((name: string | undefined) => {
      if (name === undefined) program.help();
      const found = program.commands.find((command) => command.name() === name);
      if (found) found.help();
      const names = program.commands.map((command) => command.name()).join(', ');
      program.error(`error: unknown command '${name}'; there are ${names}`, {
        code: 'commander.unknownCommand',
      });
    });
}
