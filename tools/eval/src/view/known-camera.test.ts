import { beforeAll, expect, test } from 'vitest';
import { findIn, knownCamera, type KnownCamera } from './known-camera.ts';
import { viewCameras } from './view-cameras.ts';
import { viewChanges } from './view-changes.ts';

const { signal } = new AbortController();
let street: KnownCamera;

beforeAll(async () => {
  const camera = viewCameras.find(({ name }) => name === 'vtest')!;
  street = await knownCamera(camera, signal);
});

test.for(['turned by 10 %', 'the same frame again and again'])(
  'a street: %s is told within three seconds',
  async (name) => {
    const change = viewChanges.find((each) => each.name === name)!;
    const { right, delay, ended } = await findIn(street, change, signal);
    expect([right, ended]).toEqual([true, true]);
    expect(delay).toBeLessThanOrEqual(3);
  },
);

test.for(['night: dark, noisy', 'a painted lorry over half of the picture'])(
  'a street: %s is no fault',
  async (name) => {
    const change = viewChanges.find((each) => each.name === name)!;
    expect(await findIn(street, change, signal)).toMatchObject({ right: true, wrong: [] });
  },
);
