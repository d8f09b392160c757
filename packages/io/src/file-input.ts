import { resolve } from 'node:path';

/**
 * A file's name as ffmpeg and ffprobe take it for nothing but a file: `-x.mp4` is no option,
 * `concat:a|b` no protocol.
 */
export function fileUrl(path: string): string {
  return `file:${resolve(path)}`;
}

/** Keeps a playlist that calls itself a video from reaching for the network. */
export const fileProtocols = ['-protocol_whitelist', 'file,pipe'] as const;
