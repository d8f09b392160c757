import type { Command } from 'commander';
import type { CommandRunner } from '../frame/command-runner.ts';
import { numberOption } from '../options/number-option.ts';

const example = `
"This was normal": the model looks at the event's footage again, remembers how it looked and where,
and lets the same pass when it comes again; something else at that place, and the same elsewhere, go on
alarming. The model becomes a new version of itself: \`presage versions\` lists them, \`presage rollback\`
goes back. Without an option the command lists what was marked.

An event is a folder of a report that \`presage score\` wrote.

Examples:
  $ presage feedback lobby.onnx --normal report/events/3
  $ presage feedback lobby.onnx --normal report/events/3 report/events/5 --note "delivery van"
  $ presage feedback lobby.onnx
  $ presage feedback lobby.onnx --forget 2`;

interface FeedbackFlags {
  readonly normal?: readonly string[];
  readonly forget?: readonly number[];
  readonly note?: string;
  readonly threads?: number;
}

const wholeNumber = numberOption({ min: 1, integer: true });

/** `presage feedback <model> --normal event…` */
export function addFeedbackCommand(program: Command, run: CommandRunner): void {
  const command = program
    .command('feedback')
    .description('say that an event was normal, so that the like does not alarm again')
    .argument('<model>', 'the model that found it')
    .option('-n, --normal <event...>', 'events that were normal: folders such as report/events/3')
    .option('--note <text>', 'what it was, for the list')
    .option(
      '--forget <number...>',
      'let marked events alarm again, by their numbers in the list',
      (text: string, before: readonly number[] | undefined) => [
        ...(before ?? []),
        wholeNumber(text),
      ],
    )
    .option(
      '--threads <number>',
      'processor threads to use',
      numberOption({ min: 1, max: 1024, integer: true }),
    )
    .addHelpText('after', example);
  command.action((model: string, flags: FeedbackFlags) =>
    run(command, async (context) => {
      const { runFeedback } = await import('../feedback/run-feedback.ts');
      return runFeedback({ model, ...flags, context });
    }),
  );
}
