import { resolveFfmpeg, type Binary } from '@presage/io';
import type { Check } from '../finding.ts';

const origins: Record<Binary['origin'], string> = {
  environment: 'named by the environment',
  system: 'from the system',
  bundled: 'bundled with presage',
};

/** Which ffmpeg and ffprobe are used? */
export const ffmpegCheck: Check = {
  name: 'ffmpeg',
  async run({ environment }) {
    const { ffmpeg, ffprobe } = await resolveFfmpeg(environment);
    const warnings = [...ffmpeg.warnings, ...ffprobe.warnings];
    const summary = `${describe(ffmpeg)}; ffprobe ${describe(ffprobe)}`;
    const facts = { ffmpeg, ffprobe };
    if (warnings.length === 0) return { status: 'ok', summary, facts };
    return { status: 'warning', summary, advice: warnings.join(' '), facts };
  },
};

function describe({ version, path, origin }: Binary): string {
  return `${version} at ${path} (${origins[origin]})`;
}
