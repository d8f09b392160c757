import { access, chmod, constants } from 'node:fs/promises';
import { z } from 'zod';

const installer = z.object({ default: z.object({ path: z.string() }) });

/** Path of the binary inside the npm package, made executable. Throws where there is none for this platform. */
export async function bundledBinary(name: 'ffmpeg' | 'ffprobe'): Promise<string> {
  // By name, for bundlers and licence checkers; loaded only where it is needed.
  const module: unknown =
    name === 'ffmpeg'
      ? await import('@ffmpeg-installer/ffmpeg')
      : await import('@ffprobe-installer/ffprobe');
  const { path } = installer.parse(module).default;
  try {
    await access(path, constants.X_OK);
  } catch {
    // Its install script would have done this, but install scripts do not run.
    await chmod(path, 0o755);
  }
  return path;
}
