import type { FrameFate } from './frame-ledger.ts';

/** `gray8`: one byte a pixel. `rgb24`: three, red first. Rows from the top, no padding. */
export type PixelFormat = 'gray8' | 'rgb24';

/** Bytes a pixel takes in each format. */
export const bytesPerPixel: Readonly<Record<PixelFormat, number>> = { gray8: 1, rgb24: 3 };

/**
 * Why a frame does not follow from the one before it. A recurrent model starts from zero there.
 *
 * - `start`: the first frame of a stream
 * - `gap`: frames between are missing, in the source or because they were dropped
 * - `reconnect`: the source was opened again
 * - `seek`: the reader jumped
 * - `resolution`: the source's picture changed size
 */
export type Discontinuity = 'start' | 'gap' | 'reconnect' | 'seek' | 'resolution';

/** What a frame is, apart from who is responsible for it. */
export interface FrameData {
  /** The stream it belongs to. */
  readonly streamId: string;
  /** Counts from 0 in each stream, dropped frames included. */
  readonly sequence: number;
  /** Media time in microseconds. */
  readonly timestampUs: number;
  /** When it reached this process: milliseconds of the stream's clock. */
  readonly arrivalMs: number;
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  readonly format: PixelFormat;
  /** `height × width × bytesPerPixel[format]` bytes. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Set where the previous frame is not this one's neighbour in time. */
  readonly discontinuity?: Discontinuity;
}

/**
 * A picture handed to its receiver, who owns its bytes (and may transfer them to a worker) and
 * must settle it once done. A source hands out only a few unsettled frames at a time: settling
 * is what keeps a file from running ahead of the model, and the ledger honest.
 */
export interface Frame extends FrameData, Disposable {
  /** Says what became of the frame. The first call counts, later ones do nothing. */
  settle(fate: FrameFate): void;
}
