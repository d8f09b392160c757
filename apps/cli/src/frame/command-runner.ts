import type { Command } from 'commander';
import type { CommandContext } from './command-context.ts';
import type { CommandResult } from './command-result.ts';

/** A command's work, from its context to what it prints. */
export type CommandWork = (context: CommandContext) => Promise<CommandResult>;

/** Gives a command's work its context, and prints its result. */
export type CommandRunner = (command: Command, work: CommandWork) => Promise<void>;
