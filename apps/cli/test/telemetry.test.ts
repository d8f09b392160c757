import { execFile } from 'node:child_process';
import { mkdir, mkdtempDisposable, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));

test.each([
  ['doctor', ['apps/cli/src/main.ts', 'doctor', '--json']],
  ['a model', ['packages/model/examples/step-frames.ts']],
  ['learning', ['packages/train/examples/learn-moving-square.ts']],
])(
  '%s runs ONNX Runtime without telemetry: no queue in the home folder, no log in the temporary one',
  async (_, program) => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'presage-home-'));
    const [home, temporary] = ['home', 'tmp'].map((name) => join(folder.path, name));
    await Promise.all([mkdir(home!), mkdir(temporary!)]);
    const { ORT_DISABLE_TELEMETRY: _off, ...environment } = process.env;
    await promisify(execFile)(process.execPath, ['--conditions=@presage/source', ...program], {
      cwd: root,
      env: { ...environment, HOME: home, XDG_CACHE_HOME: '', TMPDIR: temporary },
    });
    expect(await readdir(home!)).toEqual([]);
    expect(await readdir(temporary!)).toEqual([]);
  },
);
