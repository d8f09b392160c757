import { rollBack } from '@presage/engine';
import type { CommandResult } from '../frame/command-result.ts';
import { formatScore } from '../terminal/format-score.ts';

export interface RunRollbackOptions {
  /** The model file. */
  readonly model: string;
  /** The version to go back to. */
  readonly to: number;
}

/** Goes back to an earlier version of a model. */
export async function runRollback({ model, to }: RunRollbackOptions): Promise<CommandResult> {
  const version = await rollBack(model, to);
  const { number, threshold } = version;
  const alarms =
    threshold === undefined ? '' : `; it alarms at a score of ${formatScore(threshold)}`;
  return {
    json: { model, version },
    text: (style) => `${style.bold(model)} is version ${number} again${alarms}.`,
  };
}
