import createCommand from 'fluent-ffmpeg';

/** An option with its value, or a flag alone. */
export type FfmpegOption = readonly [name: string, value?: string | number];

/** What ffmpeg is to do, free of the order in which it wants to be told. */
export interface FfmpegCommand {
  readonly inputs: readonly {
    readonly source: string;
    readonly options: readonly FfmpegOption[];
  }[];
  /** In the syntax of `-filter_complex`. */
  readonly filterGraph?: string;
  readonly output: { readonly target: string; readonly options: readonly FfmpegOption[] };
  /** Of what ffmpeg says on stderr. Default `warning`. */
  readonly logLevel?: 'info' | 'warning' | 'error';
}

/** The argument list for a command. The only file that knows fluent-ffmpeg. */
export function ffmpegArguments(command: FfmpegCommand): string[] {
  // fluent-ffmpeg would also run it, but owns the child in a way we cannot use: see docs/decisions.
  const builder = createCommand() as ReturnType<typeof createCommand> & {
    _getArguments(): readonly (string | number)[];
  };
  for (const { source, options } of command.inputs) {
    builder.input(source);
    for (const option of options) builder.inputOptions(...words(option));
  }
  if (command.filterGraph !== undefined) builder.complexFilter(command.filterGraph);
  builder.output(command.output.target);
  for (const option of command.output.options) builder.outputOptions(...words(option));
  return [
    '-nostdin',
    '-hide_banner',
    '-nostats',
    '-loglevel',
    command.logLevel ?? 'warning',
    // oxlint-disable-next-line no-underscore-dangle -- its name there, unchanged since 2014
    ...builder._getArguments().map(String),
  ];
}

function words([name, value]: FfmpegOption): string[] {
  return value === undefined ? [name] : [name, String(value)];
}
