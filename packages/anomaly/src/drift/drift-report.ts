/** How recent scores of a camera compare with those that its model was calibrated on. */
export interface ScoreChange {
  /** Largest difference of the two distributions' cumulative shares: 0 alike, 1 apart. */
  readonly distance: number;
  /** How often chance alone makes it as large. */
  readonly significance: number;
  readonly direction: 'higher' | 'lower';
  /** Median of the recent scores; no more than the largest normal one. */
  readonly recent: number;
  /** Median of the normal scores. */
  readonly normal: number;
}

/** How bright the picture is, and was. Mean luma, 0 to 255. */
export interface LightChange {
  readonly direction: 'brighter' | 'darker';
  readonly recent: number;
  /** What 98 % of the normal frames lie within. */
  readonly normal: { readonly least: number; readonly most: number };
}

/**
 * Whether a camera still looks as it did when its model was calibrated, apart from events and faults
 * of the view.
 *
 * - `steady`: as far as can be told, it does
 * - `drift`: it does not; `scores`, `light` or both say how
 * - `unknown`: there is too little footage, recent or calibrated on, to say
 */
export interface DriftReport {
  readonly state: 'steady' | 'drift' | 'unknown';
  /** Media time in seconds. */
  readonly time: number;
  /** Media time in seconds since which it is so, to the minute. */
  readonly since?: number;
  /** Seconds of footage that were compared. */
  readonly seconds: number;
  readonly scores?: ScoreChange;
  readonly light?: LightChange;
  /** What it is, in a sentence. */
  readonly message: string;
  /** What to do about it, in words; absent where there is nothing to do. */
  readonly advice?: string;
}
