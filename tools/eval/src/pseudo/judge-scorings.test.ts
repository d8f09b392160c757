import { defaultNetwork } from '@presage/engine';
import type { FrameNeeds } from '@presage/core';
import { openModel } from '@presage/model';
import { expect, test } from 'vitest';
import { learnModel } from '../footage/learned.ts';
import { observed } from '../footage/observed.ts';
import { vtest } from '../footage/real-footage.ts';
import { readPictures } from '../footage/read-pictures.ts';
import { judgeScorings } from './judge-scorings.ts';
import { clipFrames } from './pseudo-clip.ts';
import { pseudoClips } from './pseudo-clips.ts';

test('a model learned for seconds tells what was put into real footage from the footage', async () => {
  const { signal } = new AbortController();
  const path = vtest.videos[0]!;
  const spec = smallNetwork();
  await using learned = await learnModel({
    sources: [{ path, durationSeconds: 30 }],
    spec,
    steps: 40,
    signal,
  });
  const needs: FrameNeeds = spec.input;
  await using model = await openModel(learned.path, { signal, device: 'cpu' });
  const held = await readPictures(path, { needs, signal, startSeconds: 22, durationSeconds: 18 });
  const unseen = await readPictures(path, { needs, signal, startSeconds: 40, durationSeconds: 20 });
  const { width, height, frameRate } = needs;
  const clips = pseudoClips(unseen, { width, height, seed: 1 });
  const areas = judgeScorings({
    grid: { width: width / 8, height: height / 8 },
    frameRate,
    normal: await observed(model, needs, [held]),
    clips,
    observations: await observed(
      model,
      needs,
      clips.map(({ pictures }) => pictures),
    ),
    leadIn: clipFrames.leadIn,
  });
  expect(Object.keys(areas['error']!).length).toBeGreaterThan(8);
  expect(areas['error']!['large']).toBeGreaterThan(0.8);
  expect(areas['log error + density']!['large']).toBeGreaterThan(0.6);
}, 120_000);

/** The default network with few channels. */
function smallNetwork() {
  const spec = defaultNetwork(4 / 3);
  const layers = spec.layers.map((layer) => {
    if (layer.type === 'convLstm') return { ...layer, hiddenChannels: 8 };
    return layer.type === 'conv' && layer.activation === 'leakyRelu'
      ? { ...layer, filters: 8 }
      : layer;
  });
  return { ...spec, layers };
}
