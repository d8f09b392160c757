import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const shared = new URL('../../../../../shared/data/', import.meta.url);
const at = (path: string): string => fileURLToPath(new URL(path, shared));

/** CUHK Avenue (Lu, Shi, Jia, ICCV 2013): what of it is at hand. */
export const avenue = {
  train: ['10_320x180.mp4', '11_320x180.mp4', '12.avi', '16.avi'].map((name) =>
    at(`avenue/train/${name}`),
  ),
  clips: at('avenue/test/'),
  labels: at('avenue/test/labels.json'),
} as const;

/** Normal footage of a camera: videos, one after the other. */
export interface Camera {
  readonly name: string;
  readonly videos: readonly string[];
}

/** Pedestrians from above; the demo's clip, which comes with the program. */
export const vtest: Camera = {
  name: 'vtest',
  videos: [fileURLToPath(new URL('../../../../apps/cli/assets/vtest.mp4', import.meta.url))],
};

/** People one by one in a room, and a motorway. */
export const otherCameras: readonly Camera[] = [
  { name: 'intel', videos: [at('video/intel_one-by-one-person-detection.mp4')] },
  { name: 'bgs_video02', videos: [at('video/bgs_video02.avi')] },
];

/** The files that are not there. */
export function missingFiles(paths: readonly string[]): readonly string[] {
  return paths.filter((path) => !existsSync(path));
}
