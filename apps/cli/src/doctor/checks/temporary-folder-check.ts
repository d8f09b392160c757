import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatBytes } from '../../terminal/format-bytes.ts';
import type { Check } from '../finding.ts';

/** An hour of annotated video takes about this, in bytes. */
const enoughSpace = 1e9;

/** Can temporary files be written, and is there room for them? */
export const temporaryFolderCheck: Check = {
  name: 'Temporary files',
  async run() {
    const path = tmpdir();
    const advice = 'set TMPDIR to a folder with room that you may write to';
    let folder: string | undefined;
    try {
      folder = await mkdtemp(join(path, 'presage-doctor-'));
      await writeFile(join(folder, 'probe'), 'probe');
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const summary = `${path} cannot be written to: ${reason}`;
      return { status: 'problem', summary, advice, facts: { path, reason } };
    } finally {
      if (folder) await rm(folder, { recursive: true, force: true });
    }
    const { bavail, bsize } = await statfs(path);
    const freeBytes = bavail * bsize;
    const facts = { path, freeBytes };
    const summary = `${path}, ${formatBytes(freeBytes)} free`;
    if (freeBytes >= enoughSpace) return { status: 'ok', summary, facts };
    return { status: 'warning', summary, advice, facts };
  },
};
