// A plugin by a third party: tells when the light changes.
import { processFrames, type Plugin } from '@presage/core';
import { filter, map, pairwise } from 'rxjs';

export interface FlickerOptions {
  /** Change of the mean brightness from one frame to the next, 0..255. */
  readonly atLeast: number;
}

export interface Flicker {
  readonly timestampUs: number;
  readonly change: number;
}

export function flicker({ atLeast }: FlickerOptions): Plugin<Flicker> {
  return {
    name: 'flicker',
    contract: 1,
    needs: { width: 16, height: 9, format: 'gray8', frameRate: 5 },
    attach: ({ logger, streamId }) => {
      logger.info('watching the light', { streamId });
      return (frames) =>
        frames.pipe(
          processFrames(async ({ bytes, timestampUs, discontinuity }) => ({
            brightness: bytes.reduce((sum, byte) => sum + byte, 0) / bytes.length,
            timestampUs,
            discontinuity,
          })),
          pairwise(),
          filter(([, now]) => now.discontinuity === undefined),
          map(([before, { timestampUs, brightness }]) => {
            return { timestampUs, change: brightness - before.brightness };
          }),
          filter(({ change }) => Math.abs(change) >= atLeast),
        );
    },
  };
}
