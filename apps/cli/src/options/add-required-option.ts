import type { Command } from 'commander';

/**
 * Adds an option that must be there. Unlike commander's own, it is asked for after the options that
 * are not known have been told: `--modle` is a misspelt `--model`, not a missing one.
 */
export function addRequiredOption(command: Command, flags: string, description: string): Command {
  command.option(flags, description);
  const option = command.options.at(-1);
  return command.hook('preAction', () => {
    if (option && command.getOptionValue(option.attributeName()) === undefined) {
      command.error(`error: required option '${flags}' not specified`, {
        code: 'commander.missingMandatoryOptionValue',
      });
    }
  });
}
