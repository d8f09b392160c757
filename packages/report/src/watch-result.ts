/** The coarse grid over the picture that heatmaps are given on. */
export interface HeatGrid {
  /** Places in a row. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
}

/** A score for each place of the grid, `height × width`, row by row from the top. */
export type Heatmap = ArrayLike<number>;

/** Part of the picture, as fractions of its width and height, from the top left. */
export interface PictureRegion {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What was found out about one frame. */
export interface ScorePoint {
  /** Media time, microseconds from the start of the file. */
  readonly timestampUs: number;
  /** How unlike normal the frame is. */
  readonly score: number;
  /** The score from which on it alarms. */
  readonly threshold: number;
  /** The model has seen too little since its last start: scored, never alarmed. */
  readonly warmUp: boolean;
  /** It does not follow from the frame before: the first one, or after a gap. Default: it does. */
  readonly discontinuous?: boolean;
  /** Where in the picture the score comes from. Nothing is drawn where it is absent or in warm-up. */
  readonly heatmap?: Heatmap;
}

/** A stretch of time in which the picture was unlike normal. */
export interface WatchEvent {
  readonly id: string | number;
  /** Seconds from the start of the file. */
  readonly start: number;
  /** The frame with the highest score; its time in seconds. */
  readonly peak: { readonly time: number; readonly score: number };
  /** Seconds from the start of the file. */
  readonly end: number;
  /** Heatmap at the peak. */
  readonly heatmap?: Heatmap;
  /** Where in the picture, at the peak. */
  readonly region?: PictureRegion;
  /** Names of the zones that it touches. Default: none. */
  readonly zones?: readonly string[];
}

/** A time in which the camera's view was broken. Nothing alarms while it lasts. */
export interface WatchFault {
  /** What was wrong: `black`, `covered`, `frozen`, `out-of-focus`, `moved`. */
  readonly fault: string;
  /** Seconds from the start of the file. */
  readonly start: number;
  /** Seconds from the start of the file; absent where it lasted to the end. */
  readonly end?: number;
  /** What to do about it, in words. */
  readonly advice: string;
}

/** Whether the scene looks as it did when the model was calibrated. */
export interface WatchDrift {
  readonly state: 'steady' | 'drift' | 'unknown';
  /** Since when it does not; seconds from the start of the file. */
  readonly since?: number;
  /** What it is, in a sentence. */
  readonly message: string;
  /** What to do about it; absent where there is nothing to do. */
  readonly advice?: string;
}

/** A part of the picture that a person drew. */
export interface PictureZone {
  readonly name: string;
  /** Its corners in order, as fractions of the picture's width and height, from the top left. */
  readonly polygon: readonly (readonly [number, number])[];
}

/** What a person drew on the picture. */
export interface PictureZones {
  /** What lies here was left out. */
  readonly masks: readonly PictureZone[];
  /** What happens here is told by name. */
  readonly zones: readonly PictureZone[];
}

/** A stretch of time that the report points out under the curve: where something was put in, say. */
export interface TimeMark {
  /** One or two words: `injected`. */
  readonly label: string;
  /** Seconds from the start of the file. */
  readonly start: number;
  /** Seconds from the start of the file. */
  readonly end: number;
}
