import { dirname } from 'node:path';
import { resolveFfmpeg, type Binary } from '../src/index.ts';

/** One ffmpeg that the tests run with. */
export interface FfmpegVariant {
  readonly name: 'system' | 'bundled';
  /** Makes this process find it. */
  use(): void;
}

const path = process.env['PATH'] ?? '';
const system = await resolveFfmpeg({ PATH: path });
/** The one that fixtures are made with. */
export const bundled: Binary = (await resolveFfmpeg({})).ffmpeg;

function variant(name: FfmpegVariant['name'], searched: string): FfmpegVariant {
  return {
    name,
    use() {
      delete process.env['FFMPEG_PATH'];
      delete process.env['FFPROBE_PATH'];
      process.env['PATH'] = searched;
    },
  };
}

/** The machine's ffmpeg, if it has one, and the bundled one. */
export const ffmpegVariants: readonly FfmpegVariant[] = [
  ...(system.ffmpeg.origin === 'system' ? [variant('system', path)] : []),
  variant('bundled', dirname(import.meta.filename)),
];

if (ffmpegVariants.length === 1) {
  process.stderr.write('skipped: tests with the system ffmpeg, because there is none on PATH\n');
}
