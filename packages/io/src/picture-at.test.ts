import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { pictureAt } from './picture-at.ts';

test('half a picture, of an ffmpeg that was killed, is no picture', async (context) => {
  if (process.platform === 'win32') context.skip('the stand-in for ffmpeg is a shell script');
  await using folder = await mkdtempDisposable(join(tmpdir(), 'presage-io-'));
  const dying = join(folder.path, 'ffmpeg');
  await writeFile(
    dying,
    `#!/bin/sh
[ "$1" = -version ] && echo 'ffmpeg version 7.0 Copyright (c) 2000-2024 the FFmpeg developers' && exit
printf '\\377\\330\\377'
kill -9 $$
`,
    { mode: 0o755 },
  );
  vi.stubEnv('FFMPEG_PATH', dying);
  context.onTestFinished(() => void vi.unstubAllEnvs());
  await expect(pictureAt(import.meta.filename, 1)).rejects.toMatchObject({
    name: 'FatalError',
    code: 'ffmpeg-died',
  });
});
