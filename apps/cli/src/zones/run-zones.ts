import { dirname } from 'node:path';
import { writeZonesPage } from '@presage/report';
import type { CommandContext } from '../frame/command-context.ts';
import type { CommandResult } from '../frame/command-result.ts';
import { checkApart } from '../output/check-apart.ts';
import { checkWritableFile } from '../output/check-writable.ts';
import { makeFolder } from '../output/make-folder.ts';
import { masksEverything } from './masks-everything.ts';
import { readZones } from './read-zones.ts';

export interface RunZonesOptions {
  readonly video: string;
  /** The page. */
  readonly out: string;
  /** File of masks and zones. */
  readonly zones?: string;
  /** Seconds of the video. */
  readonly at?: number;
  readonly context: CommandContext;
}

/** Writes the page to draw masks and zones on, and says where it is. */
export async function runZones(options: RunZonesOptions): Promise<CommandResult> {
  const { video, out, at, context } = options;
  const zones = options.zones === undefined ? undefined : await readZones(options.zones);
  const inputs = options.zones === undefined ? [video] : [video, options.zones];
  await checkApart({ inputs, outputs: [out] });
  await checkWritableFile(out);
  await using folders = new AsyncDisposableStack();
  folders.use(await makeFolder(dirname(out)));
  await writeZonesPage({
    video,
    output: out,
    ...(at !== undefined && { atSeconds: at }),
    ...(zones && { zones }),
    signal: context.signal,
  });
  if (zones && masksEverything(zones)) {
    context.logger.warn(
      'these masks leave nothing of the picture, and no video can be scored with them: make them smaller on the page',
    );
  }
  const count = (zones?.masks.length ?? 0) + (zones?.zones.length ?? 0);
  return {
    json: { page: out, masks: zones?.masks ?? [], zones: zones?.zones ?? [] },
    text: () =>
      [
        out,
        zones
          ? `Shows ${count} ${count === 1 ? 'shape' : 'shapes'}: open it in a browser to change them.`
          : 'Open it in a browser, draw, and save zones.json.',
      ].join('\n'),
  };
}
