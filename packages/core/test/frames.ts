import type { Discontinuity, Frame, FrameData } from '../src/frame.ts';
import type { FrameFate } from '../src/frame-ledger.ts';

/** A frame of one pixel. */
export function frameData(sequence: number, discontinuity?: Discontinuity): FrameData {
  return {
    streamId: 'test',
    sequence,
    timestampUs: sequence * 200_000,
    arrivalMs: sequence * 200,
    width: 1,
    height: 1,
    format: 'gray8',
    bytes: Uint8Array.of(sequence),
    ...(discontinuity && { discontinuity }),
  };
}

/** A frame that keeps every fate it is settled with. */
export function recordedFrame(sequence: number): Frame & { readonly fates: readonly FrameFate[] } {
  const fates: FrameFate[] = [];
  const settle = (fate: FrameFate): void => void fates.push(fate);
  return { ...frameData(sequence), settle, [Symbol.dispose]: () => settle('processed'), fates };
}
