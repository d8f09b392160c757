import { bytesPerPixel } from '@presage/core';
import { channelsFirst } from '../layers/layouts.ts';
import type { Value } from '../graph/value.ts';
import type { NetworkSpec } from '../spec/network-spec.ts';
import { normalisePictures } from './normalise-pictures.ts';
import { pictureShape } from './picture-shape.ts';
import { arrayInput, frameInput } from './tensor-names.ts';

/** What a network takes at each step. */
export interface NetworkInput {
  /** The graph's tensor. */
  readonly name: string;
  readonly type: 'uint8' | 'float32';
  /** As it is given: frames are `[height, width, channels]`. */
  readonly shape: readonly number[];
  /** As layers see it: `[channels, …spatial]`. */
  readonly mapShape: readonly number[];
  readonly layout: 'channelsFirst' | 'channelsLast';
}

/** Works out what a network takes. */
export function networkInput({ input }: NetworkSpec): NetworkInput {
  if ('shape' in input) {
    const { shape, layout } = input;
    const mapShape = layout === 'channelsFirst' ? shape : [shape.at(-1)!, ...shape.slice(0, -1)];
    return { name: arrayInput, type: 'float32', shape, mapShape, layout };
  }
  return {
    name: frameInput,
    type: 'uint8',
    shape: [input.height, input.width, bytesPerPixel[input.format]],
    mapShape: pictureShape(input),
    layout: 'channelsLast',
  };
}

/** The input tensor, `[n, …shape]`, as layers take it. */
export function mapsOf({ type, layout }: NetworkInput, x: Value): Value {
  if (type === 'uint8') return normalisePictures(x);
  return layout === 'channelsFirst' ? x : channelsFirst(x);
}
