import { expect, test } from 'vitest';
import { encodeError } from './encode-error.ts';

const exit = (code: number | null, ...lastLines: string[]) => ({
  code,
  signal: code === null ? ('SIGKILL' as const) : null,
  stopped: false,
  lastLines,
});

test.each([
  { what: 'success', ended: exit(0, 'x264 was here'), code: undefined },
  {
    what: 'a full disk, though ffmpeg exits with 0',
    ended: exit(0, 'av_interleaved_write_frame(): No space left on device'),
    code: 'output-disk-full',
  },
  {
    what: 'a disk that may not be written',
    ended: exit(1, 'file:/x/out.mp4: Read-only file system'),
    code: 'output-unwritable',
  },
  { what: 'any other failure', ended: exit(1, 'Conversion failed!'), code: 'ffmpeg-failed' },
  { what: 'a violent end', ended: exit(null), code: 'ffmpeg-died' },
])('knows $what', ({ ended, code }) => {
  expect(encodeError('out.mp4', ended)?.code).toBe(code);
});
