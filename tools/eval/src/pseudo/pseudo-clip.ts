/** Grey pictures of one size, one after the other. */
export type Pictures = readonly Uint8Array<ArrayBuffer>[];

/** A stretch of normal footage with something put into it that is not normal. */
export interface PseudoClip {
  /** What was put in; `normal` where nothing was. */
  readonly kind: string;
  readonly pictures: Pictures;
  /** One a picture. */
  readonly abnormal: readonly boolean[];
}

/** Frames of a stretch, the first of them untouched. */
export const clipFrames = { leadIn: 5, length: 28 } as const;

/** Where in a stretch something happens. */
export interface Happening {
  readonly from: number;
  readonly to: number;
}

/** Two seconds or so, somewhere after the lead-in. */
export function happeningIn(random: () => number): Happening {
  const from = clipFrames.leadIn + 4 + Math.floor(random() * 4);
  return { from, to: from + 9 + Math.floor(random() * 5) };
}
