import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openVideo } from '@presage/io';
import { lastValueFrom, map, toArray } from 'rxjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Injection } from './injection.ts';
import { writeWatchedVideo } from './write-watched-video.ts';

const clip = fileURLToPath(new URL('../../assets/vtest.mp4', import.meta.url));
const needs = { width: 64, height: 48, format: 'gray8', frameRate: 10 } as const;
const startSeconds = 70;
const injection: Injection = { start: 3, end: 6, direction: 'right to left', height: 0.5 };
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'presage-watched-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Frames as they are read, earliest first. */
async function framesOf(path: string, from: number): Promise<readonly Uint8Array[]> {
  await using video = await openVideo(path, { startSeconds: from });
  const copies = video.frames(needs).pipe(
    map((frame) => {
      using settled = frame;
      return Uint8Array.from(settled.bytes);
    }),
    toArray(),
  );
  return await lastValueFrom(copies);
}

/** Columns that differ by much more than encoding can. */
function changedColumns(a: Uint8Array, b: Uint8Array): number[] {
  const { width, height } = needs;
  return Array.from({ length: width }, (_, x) => x).filter((x) => {
    const rows = Array.from({ length: height }, (_, y) => y * width + x);
    return rows.reduce((sum, at) => sum + Math.abs(a[at]! - b[at]!), 0) / height > 12;
  });
}

const middle = (columns: readonly number[]): number => (columns[0]! + columns.at(-1)!) / 2;

test('the box crosses the picture in its time, and all else is the clip', async () => {
  const output = join(folder, 'watched.mp4');
  const { signal } = new AbortController();
  await writeWatchedVideo({ clip, startSeconds, injection, output, signal, onProgress() {} });
  const [watched, original] = await Promise.all([
    framesOf(output, 0),
    framesOf(clip, startSeconds),
  ]);
  expect(watched).toHaveLength(original.length);
  const changed = watched.map((frame, index) => changedColumns(frame, original[index]!));
  expect(changed.map((columns) => columns.length > 0)).toEqual(
    original.map((_, index) => index >= 30 && index < 60),
  );
  expect(middle(changed[31]!)).toBeGreaterThan(48);
  expect(middle(changed[45]!)).toBeGreaterThan(24);
  expect(middle(changed[45]!)).toBeLessThan(40);
  expect(middle(changed[58]!)).toBeLessThan(16);
});
