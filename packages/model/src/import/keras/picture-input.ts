import { InputError } from '@presage/core';
import type { BuiltLayer } from '../built-layer.ts';
import { frameElements } from '../frame-elements.ts';
import type { ImportOptions } from '../import-options.ts';
import { mapShape } from './frame-axes.ts';
import type { InputFrame } from './input-frame.ts';
import type { ModelFacts } from './layer-call.ts';

interface Pictures {
  readonly frame: InputFrame;
  readonly layers: readonly BuiltLayer[];
  readonly facts: ModelFacts;
  readonly options: ImportOptions;
}

/**
 * What makes a model of arrays take frames, where the options ask for that. Inside, elements are 0..1
 * where nothing else is said; a layer that scales 0..255 to what the model wants comes to scale those.
 */
export function pictureInput({ frame, layers, facts, options }: Pictures) {
  const { frames } = options;
  if (!frames) return undefined;
  const [channels, height, width, more] = mapShape(frame.shape, facts.layout);
  const expected = frames.format === 'gray8' ? 1 : 3;
  if (width === undefined || more !== undefined || channels !== expected) {
    throw new InputError({
      code: 'import-frames',
      message: `the model takes arrays of [${frame.shape.join(', ')}], and frames in ${frames.format} are pictures of ${expected} channel${expected === 1 ? '' : 's'}; leave the frames out, or choose another pixel format`,
    });
  }
  const { format, frameRate, target = 'none', patchSize } = frames;
  const compared = target === 'none' ? [] : layers.filter(givesLastOnly);
  const scaled = frameElements(frames) ? [] : layers.filter(isForBytes);
  return {
    input: { width, height: height!, format, frameRate },
    target,
    patchSize: target === 'none' ? undefined : patchSize,
    layers: layers
      .map((layer) => (scaled.includes(layer) ? forElements(layer) : layer))
      .map((layer) => (compared.includes(layer) ? givingEach(layer) : layer)),
    notes: [
      ...scaled.map(
        ({ name }) => `${name} was made for bytes: it scales the elements 0..1 that frames become`,
      ),
      ...compared.map(
        ({ name }) =>
          `${name} gives a sequence's last frame in Keras, and gives each frame here, as each is compared`,
      ),
    ],
  };
}

/** A scaling right behind the input was made for bytes where it makes them small. */
function isForBytes({ layer, from, weights: { scale } }: BuiltLayer): boolean {
  return (
    layer.type === 'normalisation' &&
    layer.kind === 'batch' &&
    from[0] === 'input' &&
    scale!.every((value) => Math.abs(value) < 0.05)
  );
}

function forElements({ weights, ...built }: BuiltLayer): BuiltLayer {
  return {
    ...built,
    weights: { ...weights, scale: weights['scale']!.map((value) => value * 255) },
  };
}

function givesLastOnly({ layer }: BuiltLayer): boolean {
  return 'returnSequences' in layer && !layer.returnSequences;
}

/** In a step there is no difference: every frame is the last one so far. */
function givingEach({ layer, ...built }: BuiltLayer): BuiltLayer {
  return 'returnSequences' in layer
    ? { ...built, layer: { ...layer, returnSequences: true } }
    : { ...built, layer };
}
