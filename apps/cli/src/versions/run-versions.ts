import { openModelHome, pruneVersions, type Version } from '@presage/engine';
import { readModelFile } from '@presage/model';
import type { CommandResult } from '../frame/command-result.ts';
import { versionsText } from './versions-text.ts';

export interface RunVersionsOptions {
  /** The model file. */
  readonly model: string;
  /** Remove the files of all but the last so many. */
  readonly prune?: number;
}

/** Lists a model's versions. */
export async function runVersions({ model, prune }: RunVersionsOptions): Promise<CommandResult> {
  const removed: readonly Version[] = prune === undefined ? [] : await pruneVersions(model, prune);
  const home = await openModelHome(model);
  // A name that is mistyped is not a model without versions.
  if (home.versions.length === 0) await readModelFile(model);
  const { versions, current, rollBacks } = home;
  return {
    json: {
      model,
      current: current?.number ?? null,
      versions,
      rollBacks,
      removed: removed.map(({ number }) => number),
    },
    text: (style) => versionsText({ modelPath: model, home, removed, style }),
  };
}
