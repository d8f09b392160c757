import { basename } from 'node:path';
import {
  createViewMeter,
  createViewWatch,
  type ViewBaseline,
  type ViewMeasure,
} from '@presage/anomaly';
import type { FrameNeeds } from '@presage/core';
import type { Footage } from '@presage/train';
import type { LearnWarning } from '../learn-progress.ts';
import type { FootageTimeline } from './footage-timeline.ts';

export interface CameraCheckOptions {
  /** How the camera's view is, as the model knows it; undefined where it does not, and nothing is told. */
  readonly baseline: ViewBaseline | undefined;
  readonly video: string;
}

/** Looks whether a video is of the camera that a model knows. */
export interface CameraCheck {
  /** Takes the next frame's measure, at a media time in microseconds; gives a warning once. */
  next(view: ViewMeasure | undefined, timestampUs: number): LearnWarning | undefined;
}

/** The view must have been another one for so long: nobody stands before a camera like that. */
const leastSeconds = 5;

/** Creates the check of one video. */
export function createCameraCheck({ baseline, video }: CameraCheckOptions): CameraCheck {
  const watch = baseline && createViewWatch({ streamId: video, baseline });
  let movedAt: number | undefined;
  let told = false;
  return {
    next(view, timestampUs) {
      if (told || !watch || !view) return undefined;
      // Pictures divided otherwise are not compared.
      if (view.columns !== baseline.columns || view.rows !== baseline.rows) return undefined;
      for (const { kind, event } of watch.next(view, timestampUs).told) {
        movedAt = kind === 'view-start' && event.fault === 'moved' ? event.start : undefined;
      }
      if (movedAt === undefined || timestampUs / 1e6 - movedAt < leastSeconds) return undefined;
      told = true;
      return {
        code: 'footage-other-camera',
        message: `${basename(video)} does not show what the model's camera sees, from ${movedAt.toFixed(0)} s on: is it of another camera, or was this one moved? A model that measures on another view what is normal finds little on its own. Stop here and give footage of its own camera, or learn a new model of this one: presage learn`,
      };
    },
  };
}

/** The same for videos in memory. */
export function otherCameras(
  footage: Footage,
  options: {
    readonly baseline: ViewBaseline | undefined;
    readonly timeline: FootageTimeline;
    readonly needs: FrameNeeds;
  },
): readonly LearnWarning[] {
  const { baseline, timeline, needs } = options;
  if (!baseline) return [];
  return timeline.flatMap(({ path, first, seconds }) => {
    const meter = createViewMeter(needs);
    const check = createCameraCheck({ baseline, video: path });
    return seconds.flatMap((time, index) => {
      const view = meter?.measure({ bytes: footage.frame(first + index) });
      return check.next(view, Math.round(1e6 * time)) ?? [];
    });
  });
}
