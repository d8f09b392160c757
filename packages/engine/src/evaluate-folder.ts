import { readdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { ClipLabels } from '@presage/anomaly';
import { InputError } from '@presage/core';
import { probeVideo } from '@presage/io';
import { readLabels } from './evaluate-labels.ts';

/** A video and what is abnormal in it. */
export interface LabelledVideo {
  readonly path: string;
  /** Its file name without ending, as in the labels. */
  readonly name: string;
  readonly labels: ClipLabels;
  /** Frames a second of the video itself. */
  readonly frameRate: number;
}

export interface LabelledFolder {
  /** Holds the clips; files that are not called like videos are left alone. */
  readonly folder: string;
  /** A JSON file, see {@link readLabels}. */
  readonly labels: string;
  readonly signal?: AbortSignal;
}

const videoEndings = new Set(
  'avi m4v mkv mov mp4 mpeg mpg mts m2ts ts webm wmv flv ogv 3gp h264 264 h265 265 mjpeg y4m'.split(
    ' ',
  ),
);

/**
 * Finds the clips of a folder and their labels, in the order of their names.
 *
 * Throws as {@link readLabels} and `probeVideo` do; InputError `clips-missing` where there is no
 * clip, `clip-name-twice`, `clip-unlabelled`, `labels-without-clip`, `labels-frame-count` where a
 * clip has not the number of frames that its labels say.
 */
export async function labelledFolder(options: LabelledFolder): Promise<readonly LabelledVideo[]> {
  const { folder, labels: labelsPath, signal } = options;
  const labels = await readLabels(labelsPath);
  const paths = await videosOf(folder);
  const names = paths.map((path) => basename(path, extname(path)));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw refuse(
      'clip-name-twice',
      `${folder} has two clips called ${twice}: labels are found by name without ending; rename one`,
    );
  }
  const unlabelled = names.find((name) => !labels.has(name));
  if (unlabelled !== undefined) {
    throw refuse(
      'clip-unlabelled',
      `${labelsPath} has no labels for clip ${unlabelled} of ${folder}: add them (a normal clip has no ranges, "abnormal_1based_inclusive": []), or take the clip away`,
    );
  }
  const absent = [...labels.keys()].filter((name) => !names.includes(name));
  if (absent.length > 0) {
    throw refuse(
      'labels-without-clip',
      `${labelsPath} labels what is not in ${folder}: ${absent.join(', ')}; add the videos, or take the labels out`,
    );
  }
  const videos: LabelledVideo[] = [];
  for (const [index, path] of paths.entries()) {
    const name = names[index]!;
    const own = labels.get(name)!;
    videos.push({ path, name, labels: own, frameRate: await checkFrames(path, own, signal) });
  }
  return videos;
}

async function videosOf(folder: string): Promise<readonly string[]> {
  const files = await readdir(folder).catch((cause: unknown) => {
    throw refuse(
      'clips-missing',
      `${folder} cannot be read as a folder of clips: ${String(cause)}`,
      cause,
    );
  });
  const videos = files.filter((file) => videoEndings.has(extname(file).slice(1).toLowerCase()));
  if (videos.length === 0) {
    throw refuse(
      'clips-missing',
      `${folder} holds no clip: put videos (.avi, .mp4, .mkv, …) into it, named as in the labels`,
    );
  }
  return videos.toSorted().map((file) => join(folder, file));
}

/** The clip's frame rate, once its number of frames is known to be that of its labels. */
async function checkFrames(
  path: string,
  { frames }: ClipLabels,
  signal: AbortSignal | undefined,
): Promise<number> {
  const { frameCount, durationSeconds, frameRate } = await probeVideo(path, { signal });
  const known = durationSeconds === undefined ? undefined : Math.round(durationSeconds * frameRate);
  const found = frameCount ?? known;
  if (found === undefined || found === frames) return frameRate;
  throw refuse(
    'labels-frame-count',
    `${path} has ${found} frames and its labels are for ${frames}: they are not of this video; mend "frames", or label the clip again`,
  );
}

function refuse(code: string, message: string, cause?: unknown): InputError {
  return new InputError({ code, message, cause });
}
