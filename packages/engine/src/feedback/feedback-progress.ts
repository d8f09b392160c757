import type { Version } from '../home/home-index.ts';

/** What became of an event that was to be normal. */
export interface MarkedEvent {
  /** Number of the mark, by which it can be forgotten; absent where nothing had to be marked. */
  readonly mark?: number;
  /** The event as it was given. */
  readonly given: string;
  /** Name of the video, and when in it, in seconds. */
  readonly video: string;
  readonly start: number;
  readonly end: number;
  /**
   * What it was shown from: the video, or the report's clip where that is gone or another file by now;
   * absent where nothing was shown.
   */
  readonly footage?: 'video' | 'clip';
  /** Highest score of its footage before and after. */
  readonly peakBefore: number;
  readonly peakAfter: number;
  /**
   * - `accepted`: shown again it does not alarm
   * - `still-alarms`: shown again it alarms all the same
   * - `already-normal`: it did not alarm any more, and nothing was changed for it
   * - `already-marked`: the model knows it
   */
  readonly outcome: 'accepted' | 'still-alarms' | 'already-normal' | 'already-marked';
}

/** Something the user should know. */
export interface FeedbackWarning {
  readonly code: string;
  readonly message: string;
}

/** What feedback came to. */
export interface FeedbackSummary {
  readonly events: readonly MarkedEvent[];
  /** The version that it made; absent where there was nothing to change. */
  readonly version?: Version;
  /** Score at which an event starts, before and after. */
  readonly thresholdBefore: number;
  readonly threshold: number;
  readonly warnings: readonly FeedbackWarning[];
}

/** What feedback tells, as it goes. */
export type FeedbackProgress =
  | {
      readonly kind: 'looking';
      /** The event as it was given. */
      readonly event: string;
      /** 0 to 1, of all events. */
      readonly share: number;
    }
  | { readonly kind: 'done'; readonly modelPath: string; readonly summary: FeedbackSummary };
