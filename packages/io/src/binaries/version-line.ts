import type { Binary } from './binary.ts';

const pattern = /^(?:ffmpeg|ffprobe) version (\S+)(?:.*?Copyright \(c\) \d{4}-(\d{4}))?/u;

/** Reads the first line of `ffmpeg -version`; undefined where another program answered. */
export function parseVersionLine(
  text: string,
): Pick<Binary, 'version' | 'major' | 'year'> | undefined {
  const match = pattern.exec(text);
  if (!match) return undefined;
  const version = match[1] ?? '';
  const release = /^n?(\d+)\.\d/u.exec(version);
  return {
    version,
    major: release ? Number(release[1]) : null,
    year: match[2] ? Number(match[2]) : null,
  };
}
