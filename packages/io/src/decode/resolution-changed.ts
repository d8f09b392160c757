import type { VideoWarning } from '../video-warning.ts';
import type { Resized } from './frame-timeline.ts';

/** The warning that a video's picture changes its size, `seconds` into the file. */
export function resolutionChanged(
  source: string,
  { from, to, seconds }: Resized & { readonly seconds: number },
): VideoWarning {
  const change = `${from.width}×${from.height} to ${to.width}×${to.height}`;
  return {
    code: 'video-resolution-changed',
    message: `In ${source} the picture changes from ${change} at ${seconds.toFixed(1)} s: what is learned or judged begins anew there.`,
    fields: { source, from, to, seconds },
  };
}
