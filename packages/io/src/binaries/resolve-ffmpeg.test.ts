import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { resolveFfmpeg } from './resolve-ffmpeg.ts';
import { parseVersionLine } from './version-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'presage-binaries-'));
afterAll(() => rmSync(folder, { recursive: true }));

function script(name: string, firstLine: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\necho "${firstLine}"\n`);
  chmodSync(path, 0o755);
  return path;
}

test('takes what the environment names before what is on PATH', async () => {
  const named = script(
    'mine',
    'ffmpeg version 7.1.1 Copyright (c) 2000-2025 the FFmpeg developers',
  );
  script('ffmpeg', 'ffmpeg version 4.4.2-0ubuntu0 Copyright (c) 2000-2021 the FFmpeg developers');
  const withName = await resolveFfmpeg({ FFMPEG_PATH: named, PATH: folder });
  expect(withName.ffmpeg).toMatchObject({ path: named, origin: 'environment', major: 7 });
  expect(withName.ffmpeg.warnings).toEqual([]);
  const without = await resolveFfmpeg({ PATH: folder });
  expect(without.ffmpeg).toMatchObject({ origin: 'system', version: '4.4.2-0ubuntu0', major: 4 });
  expect(without.ffmpeg.warnings.join()).toContain('version 5 or later');
});

test('falls back to the bundled binaries, and warns of their age', async () => {
  const { ffmpeg, ffprobe } = await resolveFfmpeg({ PATH: join(folder, 'nowhere') });
  expect([ffmpeg.origin, ffprobe.origin]).toEqual(['bundled', 'bundled']);
  expect(ffmpeg.warnings.length > 0).toBe(ffmpeg.major === null && (ffmpeg.year ?? 0) < 2022);
});

test.each([
  { what: 'does not exist', path: join(folder, 'absent') },
  { what: 'is another program', path: script('other', 'hello') },
])('never takes another where the named path $what', async ({ path }) => {
  await expect(resolveFfmpeg({ FFMPEG_PATH: path })).rejects.toMatchObject({
    name: 'InputError',
    code: 'ffmpeg-unusable',
  });
  await expect(resolveFfmpeg({ FFPROBE_PATH: path })).rejects.toThrow('FFPROBE_PATH must name');
});

test('looks once for each environment', async () => {
  const environment = { PATH: join(folder, 'elsewhere') };
  expect(resolveFfmpeg(environment)).toBe(resolveFfmpeg({ ...environment }));
  await resolveFfmpeg(environment);
});

test.each([
  {
    line: 'ffmpeg version n7.0-12-gabc Copyright (c) 2000-2024 the',
    told: { version: 'n7.0-12-gabc', major: 7, year: 2024 },
  },
  {
    line: 'ffprobe version N-66595-gc2b38619c0-static https://x Copyright (c) 2007-2023 the',
    told: { version: 'N-66595-gc2b38619c0-static', major: null, year: 2023 },
  },
  {
    line: 'ffmpeg version 2024-05-02-git-71669f2ad5-full_build Copyright (c) 2000-2024 the',
    told: { version: '2024-05-02-git-71669f2ad5-full_build', major: null, year: 2024 },
  },
  { line: 'avconv version 12', told: undefined },
])('reads "$line"', ({ line, told }) => {
  expect(parseVersionLine(line)).toEqual(told);
});
