import { access, chmod, constants } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { z } from 'zod';

const installer = z.object({ path: z.string() });
const require = createRequire(import.meta.url);

/** Path of the binary inside the npm package, made executable. Throws where there is none for this platform. */
export async function bundledBinary(name: 'ffmpeg' | 'ffprobe'): Promise<string> {
  const packageName = name === 'ffmpeg' ? '@ffmpeg-installer/ffmpeg' : '@ffprobe-installer/ffprobe';
  const { path } = installer.parse(require(packageName));
  try {
    await access(path, constants.X_OK);
  } catch {
    // Its install script would have done this, but install scripts do not run.
    await chmod(path, 0o755);
  }
  return path;
}
