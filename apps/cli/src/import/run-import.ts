import { basename, dirname } from 'node:path';
import { importModel, writeModelFile, type ImportedModel } from '@presage/model';
import type { CommandContext } from '../frame/command-context.ts';
import type { CommandResult } from '../frame/command-result.ts';
import { usageError } from '../frame/usage-error.ts';
import { modelFacts } from '../inspect/model-facts.ts';
import { checkApart } from '../output/check-apart.ts';
import { checkModelReplaceable } from '../output/check-model-replaceable.ts';
import { checkWritableFile } from '../output/check-writable.ts';
import { makeFolder } from '../output/make-folder.ts';
import { createPhases } from '../terminal/phases.ts';
import type { ImportFlags } from './import-flags.ts';
import { importOptionsFrom } from './import-options-from.ts';
import { importSummaryText } from './import-summary-text.ts';
import { proveModel } from './prove-model.ts';

export interface RunImportOptions {
  /** The network to import. */
  readonly file: string;
  readonly flags: ImportFlags;
  readonly context: CommandContext;
}

/** Imports a network, proves that it runs, and writes it; or says what it cannot be without. */
export async function runImport({
  file,
  flags,
  context,
}: RunImportOptions): Promise<CommandResult> {
  const { signal, progress, verbosity } = context;
  const { model: output, spec } = flags;
  const inputs = spec === undefined ? [file] : [file, spec];
  await checkApart({ inputs, outputs: [output] });
  await checkModelReplaceable(output);
  const options = await importOptionsFrom(flags);
  await checkWritableFile(output);
  await using folders = new AsyncDisposableStack();
  folders.use(await makeFolder(dirname(output)));
  signal.throwIfAborted();

  using phases = createPhases(progress);
  phases.show('Importing', { detail: basename(file) });
  const imported = await importModel(file, options);
  signal.throwIfAborted();
  phases.end();
  await confirmStates(imported, { flags, context });
  phases.show('Trying the model', { detail: 'a few steps on the CPU' });
  const proof = await proveModel(imported.file, signal);
  await writeModelFile(output, imported.file);
  phases.end();

  const facts = modelFacts(output, imported.file);
  const { notes } = imported;
  return {
    json: { model: output, notes, proof, ...facts },
    text: (style) =>
      importSummaryText({ facts, notes: verbosity === 'quiet' ? [] : notes, proof }, style),
  };
}

interface Confirmation {
  readonly flags: ImportFlags;
  readonly context: CommandContext;
}

/** State pairs of a foreign step model that nobody named are guesses until a person has seen them. */
async function confirmStates(
  { guessedStates }: ImportedModel,
  { flags, context }: Confirmation,
): Promise<void> {
  if (!guessedStates || flags.yes) return;
  const pairs = Object.entries(guessedStates).map((pair) => pair.join('='));
  const { confirm, logger } = context;
  logger.info(`These outputs were taken for the next step's states:\n  ${pairs.join('\n  ')}`);
  if (await confirm?.('Is each of them right?')) return;
  throw usageError(
    `the states were guessed (${pairs.join(', ')}); where they are right, give --yes, else name them: --states ${pairs.join(',')}`,
  );
}
