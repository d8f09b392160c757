import type { OperatorFunction } from 'rxjs';
import type { Clock } from './clock.ts';
import type { Frame, PixelFormat } from './frame.ts';
import type { Logger } from './logger.ts';
import type { Delivery } from './mailbox.ts';

/** The frames a plugin wants. ffmpeg samples and scales to them before they enter Node. */
export interface FrameNeeds {
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  readonly format: PixelFormat;
  /** Frames a second of media time. */
  readonly frameRate: number;
  /** Default: `every` from a file, `latest` from a live source. */
  readonly delivery?: Delivery;
}

/** What a plugin is told about the stream it is attached to. */
export interface StreamContext {
  readonly streamId: string;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Aborts when the stream is given up. */
  readonly signal: AbortSignal;
}

/**
 * Something that turns frames into results. An app makes one with the plugin's factory
 * (`anomalies(options)`) and passes it along; nothing is registered, nothing happens on import.
 */
export interface Plugin<R> {
  readonly name: string;
  /** Version of this contract. */
  readonly contract: 1;
  readonly needs: FrameNeeds;
  /**
   * An operator from one stream's frames to results. State is born when it is subscribed to and
   * freed when that subscription ends. It settles every frame it receives ({@link processFrames}
   * does).
   */
  attach(context: StreamContext): OperatorFunction<Frame, R>;
}
