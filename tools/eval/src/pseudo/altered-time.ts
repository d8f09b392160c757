import { clipFrames, type Happening, type Pictures, type PseudoClip } from './pseudo-clip.ts';

/** Ways in which time can go wrong. */
export type TimeFault = 'fast' | 'faster' | 'reverse' | 'jump';

/** Frames that pass in one. */
const paces: Readonly<Record<Exclude<TimeFault, 'jump'>, number>> = {
  fast: 2,
  faster: 3,
  reverse: -1,
};

/**
 * A stretch in which time runs two or three times as fast, or backwards, for a while; or jumps, which
 * is unusual for the second after it. Undefined where the footage does not reach so far.
 */
export function alteredTime(
  footage: Pictures,
  start: number,
  { fault, when }: { readonly fault: TimeFault; readonly when: Happening },
): PseudoClip | undefined {
  const jumpTo = (start + Math.floor(footage.length / 2)) % footage.length;
  const to = fault === 'jump' ? when.from + 5 : when.to;
  let at = start;
  const shown: number[] = [];
  for (let index = 0; index < clipFrames.length; index += 1) {
    shown.push(at);
    const next = index + 1;
    if (fault === 'jump') at = next === when.from ? jumpTo : at + 1;
    else at += next >= when.from && next < to ? paces[fault] : 1;
  }
  if (shown.some((frame) => frame < 0 || frame >= footage.length)) return undefined;
  return {
    kind: fault,
    pictures: shown.map((frame) => footage[frame]!),
    abnormal: shown.map((_, index) => index >= when.from && index < to),
  };
}
