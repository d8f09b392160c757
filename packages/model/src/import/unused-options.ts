import { importConflict } from './import-conflict.ts';
import type { ImportOptions } from './import-options.ts';

type OptionName = keyof ImportOptions;

/** What the command line calls them. */
const flags: Readonly<Record<OptionName, string>> = {
  frames: '--frames',
  spec: '--spec',
  size: '--size',
  shape: '--shape',
  stateDict: '--weights',
  gates: '--gates',
  forgetBias: '--forget-bias',
  states: '--states',
  constants: '--constant',
  input: '--input',
  dimensions: '--dimension',
  warmUpFrames: '--warm-up',
};

/** Why options are of no use for a file. */
export interface UnusedOptions {
  readonly options: ImportOptions;
  readonly unused: readonly OptionName[];
  /** A clause that goes behind the file's name: `is a model of Keras, which …`. */
  readonly because: string;
  readonly name: string;
}

/** Throws InputError `import-option` where options were given that a file has no use for. */
export function refuseUnused({ options, unused, because, name }: UnusedOptions): void {
  const given = unused.filter((option) => options[option] !== undefined);
  if (given.length === 0) return;
  const told = given.map((option) => flags[option]).join(' and ');
  throw importConflict(`${told} cannot be used: ${name} ${because}; leave it out`, name);
}
