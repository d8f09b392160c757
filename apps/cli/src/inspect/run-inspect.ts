import { readModelFile } from '@presage/model';
import type { CommandContext } from '../frame/command-context.ts';
import type { CommandResult } from '../frame/command-result.ts';
import { modelFacts } from './model-facts.ts';
import { modelFactsText } from './model-facts-text.ts';

export interface RunInspectOptions {
  /** The model file. */
  readonly path: string;
  readonly context: CommandContext;
}

/** Shows what a model file holds. Runs nothing of it. */
export async function runInspect({ path, context }: RunInspectOptions): Promise<CommandResult> {
  const file = await readModelFile(path);
  context.signal.throwIfAborted();
  const facts = modelFacts(path, file);
  return { json: facts, text: (style) => modelFactsText(facts, style) };
}
