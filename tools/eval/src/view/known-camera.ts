import { viewBaselineFrom, type ViewBaseline } from '@presage/anomaly';
import { defaultNetwork } from '@presage/engine';
import type { FrameNeeds } from '@presage/core';
import { probeVideo } from '@presage/io';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeChangedFilm } from './changed-film.ts';
import { measuredFilm, watchFilm } from './measured-film.ts';
import type { ViewCamera } from './view-cameras.ts';
import type { ChangedSpan, ViewChange } from './view-changes.ts';
import { judgeFilm, type ViewFinding } from './view-finding.ts';

/** A camera with what is normal of its view. */
export interface KnownCamera extends ViewCamera {
  readonly needs: FrameNeeds;
  readonly baseline: ViewBaseline;
  readonly width: number;
  readonly height: number;
}

/** Measures a camera's baseline. */
export async function knownCamera(camera: ViewCamera, signal: AbortSignal): Promise<KnownCamera> {
  const { width, height } = await probeVideo(camera.normal.path, { signal });
  const needs = defaultNetwork(width / height).input;
  const baseline = viewBaselineFrom(await measuredFilm(camera.normal, needs, signal));
  if (!baseline) throw new TypeError(`${camera.name}: too little footage for a baseline`);
  return { ...camera, needs, baseline, width, height };
}

/** Puts a change into a film of a camera and says what was told of it. */
export async function findIn(
  camera: KnownCamera,
  change: ViewChange,
  signal: AbortSignal,
): Promise<ViewFinding> {
  const { film, needs, baseline, width, height } = camera;
  const { path: source, startSeconds, durationSeconds } = film;
  const span: ChangedSpan = {
    start: Number((0.3 * durationSeconds).toFixed(1)),
    end: Number((0.7 * durationSeconds).toFixed(1)),
  };
  const folder = await mkdtemp(join(tmpdir(), 'presage-view-'));
  try {
    const output = join(folder, 'film.mp4');
    const size = { width, height };
    await writeChangedFilm({
      source,
      startSeconds,
      durationSeconds,
      ...size,
      change,
      span,
      output,
      signal,
    });
    const frames = await measuredFilm({ path: output }, needs, signal);
    return judgeFilm(watchFilm(frames, baseline), change, span);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
