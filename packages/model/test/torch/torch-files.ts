import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const casesSchema = z.record(
  z.string(),
  z.object({
    file: z.string(),
    /** Arrays fed one after the other: element n of all of them is sin(0.37 n). */
    steps: z.int(),
    /** Of one. */
    shape: z.array(z.int()),
    /** After the last one. */
    output: z.array(z.number()),
  }),
);

export type TorchCase = z.output<typeof casesSchema>[string];

/** Files that PyTorch wrote, and what it makes of them. Disposing removes them. */
export interface TorchFiles extends Disposable {
  readonly cases: Readonly<Record<string, TorchCase>>;
  pathOf(file: string): string;
}

/** The system's Python: others on the path may not see Debian's packages. */
const python = process.env['PRESAGE_PYTHON'] ?? '/usr/bin/python3';
const withoutTorch = 3;

/** Lets PyTorch write its files, or says why it is not here to be asked. */
export function writeTorchFiles(): TorchFiles | string {
  const folder = mkdtempSync(join(tmpdir(), 'presage-torch-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const script = fileURLToPath(new URL('torch_files.py', import.meta.url));
  const { status, error, stderr } = spawnSync(python, [script, folder], { encoding: 'utf8' });
  if (error || status === withoutTorch) {
    remove();
    return error ? `${python} is not there` : `${python} has no torch (Debian: python3-torch)`;
  }
  if (status !== 0) throw new Error(`PyTorch failed: ${stderr}`);
  const text = readFileSync(join(folder, 'cases.json'), 'utf8');
  return {
    cases: casesSchema.parse(JSON.parse(text)),
    pathOf: (file) => join(folder, file),
    [Symbol.dispose]: remove,
  };
}
