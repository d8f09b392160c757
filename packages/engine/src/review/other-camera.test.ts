import { createViewMeter, viewBaselineFrom } from '@presage/anomaly';
import { seededRandom } from '@presage/model';
import { Footage } from '@presage/train';
import { expect, test } from 'vitest';
import { otherCameras } from './other-camera.ts';

const needs = { width: 96, height: 72, format: 'gray8', frameRate: 5 } as const;
const { width, height } = needs;

/** A scene of bars that run this way, with noise and somebody who walks through. */
function scene(frames: number, { across }: { readonly across: boolean }): Footage {
  const random = seededRandom(3);
  const footage = new Footage(width * height);
  for (let frame = 0; frame < frames; frame += 1) {
    const bytes = Uint8Array.from({ length: width * height }, (_, at) => {
      const [x, y] = [at % width, Math.floor(at / width)];
      const walks = Math.abs(x - ((2 * frame) % width)) < 6 && y > 24 && y < 60;
      const bar = Math.floor((across ? y : x) / 5) % 2;
      return (walks ? 20 : 80 + 90 * bar) + 6 * random();
    });
    footage.append({ bytes, ...(frame === 0 && { discontinuity: 'start' as const }) });
  }
  return footage;
}

function baselineOf(footage: Footage) {
  const meter = createViewMeter(needs)!;
  return viewBaselineFrom(
    Array.from({ length: footage.length }, (_, index) => ({
      view: meter.measure({ bytes: footage.frame(index) }),
      timestampUs: index * 200_000,
      discontinuous: index === 0,
    })),
  );
}

function warningsFor(footage: Footage, baseline = baselineOf(scene(100, { across: true }))) {
  const seconds = Array.from({ length: footage.length }, (_, index) => index / 5);
  const timeline = [{ path: '/v/monday.mp4', first: 0, seconds }];
  return otherCameras(footage, { baseline, timeline, needs });
}

test('footage of the model’s own camera is let be', () => {
  expect(warningsFor(scene(60, { across: true }))).toEqual([]);
});

test('footage of another camera is told once, with what to do', () => {
  const [warning, ...others] = warningsFor(scene(60, { across: false }));
  expect(others).toEqual([]);
  expect(warning?.code).toBe('footage-other-camera');
  expect(warning?.message).toMatch(/^monday\.mp4 does not show .* from 0 s on.*presage learn/u);
});

test('another view of a few seconds is no other camera', () => {
  expect(warningsFor(scene(20, { across: false }))).toEqual([]);
});
