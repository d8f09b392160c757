import { z } from 'zod';
import type { ImportedMap } from './imported-map.ts';
import type { ModelFacts } from './layer-call.ts';
import { UnsupportedLayer } from './unsupported-layer.ts';

/** One axis or several, as Keras writes them. */
export const axesSchema = z.union([z.int(), z.array(z.int())]);

/**
 * Which axes of a map Keras' axes are: counted with the batch and time in front, from the end where
 * negative. Throws UnsupportedLayer where one of them is the batch or time.
 */
export function mapAxes(
  axes: number | readonly number[],
  { shape, time }: ImportedMap,
  { layout }: ModelFacts,
): number[] {
  const before = time === 'sequence' ? 2 : 1;
  const rank = before + shape.length;
  return (typeof axes === 'number' ? [axes] : axes).map((axis) => {
    const place = (axis < 0 ? axis + rank : axis) - before;
    if (place >= shape.length) throw new RangeError(`its axis ${axis} is beyond ${rank} axes`);
    if (place < 0) {
      throw new UnsupportedLayer(
        `its axis ${axis} is ${place === -before ? 'the batch' : 'time: a step sees one frame'}`,
      );
    }
    return mapAxis(place, shape.length, layout);
  });
}

/** Axis `place` of a frame in Keras as an axis of `[channels, …spatial]`. */
export function mapAxis(place: number, rank: number, layout: ModelFacts['layout']): number {
  return layout === 'channelsFirst' ? place : (place + 1) % rank;
}

/** A frame's shape in Keras as `[channels, …spatial]`, and the other way with `kerasShape`. */
export function mapShape(shape: readonly number[], layout: ModelFacts['layout']): number[] {
  return layout === 'channelsFirst' ? [...shape] : [...shape.slice(-1), ...shape.slice(0, -1)];
}

/** `[channels, …spatial]` as Keras has it. */
export function kerasShape(shape: readonly number[], layout: ModelFacts['layout']): number[] {
  return layout === 'channelsFirst' ? [...shape] : [...shape.slice(1), ...shape.slice(0, 1)];
}
