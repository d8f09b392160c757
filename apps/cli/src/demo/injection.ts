import { seededRandom } from '@presage/model';

/** Something that does not belong on a street, and its way through the picture. */
export interface Injection {
  /** Seconds of the watched video. */
  readonly start: number;
  /** Seconds of the watched video. */
  readonly end: number;
  readonly direction: 'left to right' | 'right to left';
  /** Its upper edge, as a share of what the picture's height leaves it. */
  readonly height: number;
}

/** How long it takes to cross the picture. */
const crossingSeconds = 3;
/** What it keeps away from the beginning, where the model warms up, and from the end. */
const marginSeconds = 3;

/** Where and when, from a seed. `watchedSeconds`: the length of the video it is put into. */
export function planInjection(seed: number, watchedSeconds: number): Injection {
  const random = seededRandom(seed);
  const latest = watchedSeconds - marginSeconds - crossingSeconds;
  // Whole frames of the clip, 0.1 s each.
  const start = Math.round((marginSeconds + random() * (latest - marginSeconds)) * 10) / 10;
  return {
    start,
    end: start + crossingSeconds,
    direction: random() < 0.5 ? 'left to right' : 'right to left',
    height: random(),
  };
}
