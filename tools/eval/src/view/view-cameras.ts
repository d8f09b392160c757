import { avenue, otherCameras, vtest } from '../footage/real-footage.ts';

/** Part of a video. */
export interface FilmPart {
  readonly path: string;
  readonly startSeconds?: number;
  readonly durationSeconds?: number;
}

/** Footage of one camera whose view is whole. */
export interface ViewCamera {
  readonly name: string;
  /** What the baseline is measured on. */
  readonly normal: FilmPart;
  /** What faults are put into: not part of `normal`. */
  readonly film: Required<FilmPart>;
  /** What else there is of the camera, and of the film, untouched. */
  readonly untouched: readonly FilmPart[];
}

const [intel, motorway] = otherCameras;
const [avenueFirst, ...avenueOthers] = avenue.train;
const avenueTest = ['08', '17', '18', '19'].map((clip) => `${avenue.clips}${clip}.avi`);

/** The cameras that there is footage of. */
export const viewCameras: readonly ViewCamera[] = [
  halves('vtest', vtest.videos[0]!, 40),
  halves('intel', intel!.videos[0]!, 70),
  {
    name: 'Avenue',
    normal: { path: avenueFirst! },
    film: { path: avenueOthers[0]!, startSeconds: 0, durationSeconds: 31 },
    untouched: [...avenueOthers, ...avenueTest].map((path) => ({ path })),
  },
  halves('bgs_video02', motorway!.videos[0]!, 15),
];

/** Measured on the first half of a video, watched on the second. */
function halves(name: string, path: string, seconds: number): ViewCamera {
  return {
    name,
    normal: { path, durationSeconds: seconds },
    film: { path, startSeconds: seconds, durationSeconds: Math.min(40, seconds - 1) },
    untouched: [{ path, startSeconds: seconds }],
  };
}
