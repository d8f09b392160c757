import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { binaryEnvironment } from '../src/binaries/binary-environment.ts';
import { bundled } from './ffmpeg-variants.ts';

/** A folder for videos made by ffmpeg; removed on disposal. */
export interface VideoFolder extends Disposable {
  readonly path: string;
  /** Path of `name` in it. */
  file(name: string): string;
  /** Makes `name` with ffmpeg's `options` (a text without quoting, cut at spaces). */
  make(name: string, options: string): string;
}

export function createVideoFolder(): VideoFolder {
  const path = mkdtempSync(join(tmpdir(), 'presage-io-'));
  const file = (name: string) => join(path, name);
  return {
    path,
    file,
    make(name, options) {
      const words = options.split(' ').filter((word) => word !== '');
      execFileSync(bundled.path, ['-loglevel', 'error', '-y', ...words, file(name)], {
        env: binaryEnvironment(bundled),
        stdio: ['ignore', 'ignore', 'inherit'],
        cwd: path,
      });
      return file(name);
    },
    [Symbol.dispose]() {
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Options for a moving test picture: `size` such as `320x240`, for `seconds` at `rate`. */
export function testPicture(size: string, rate: number, seconds: number): string {
  return `-f lavfi -i testsrc2=s=${size}:r=${rate}:d=${seconds} -pix_fmt yuv420p`;
}
