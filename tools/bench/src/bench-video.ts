import { access } from 'node:fs/promises';

/** Debian's `opencv-doc` brings it: a street, 768×576, 80 s at 10 frames a second. */
const vtest = '/usr/share/doc/opencv-doc/examples/data/vtest.avi';

/** A real video to measure on; undefined where there is none. */
export async function benchVideo(): Promise<string | undefined> {
  const path = process.env['PRESAGE_BENCH_VIDEO'] ?? vtest;
  try {
    await access(path);
    return path;
  } catch {
    return undefined;
  }
}
