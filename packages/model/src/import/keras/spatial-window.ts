import { z } from 'zod';
import { inputOf, type LayerCall } from './layer-call.ts';
import { UnsuitableInput, UnsupportedLayer } from './unsupported-layer.ts';

/** One number for every axis, or one for each, as Keras writes sizes. */
export const sizesSchema = z.union([z.int().nonnegative(), z.array(z.int().nonnegative())]);

/** How a layer's axes lie on the map that it is given. */
export interface SpatialAxes {
  /** Spatial axes of the map. */
  readonly rank: number;
  /**
   * A size for each spatial axis of the map. Where the layer's first axis lies on time, `trivial` is
   * what its size there must be; otherwise UnsupportedLayer with `what` in its reason is thrown.
   */
  perAxis(value: number | readonly number[], trivial: number, what: string): number[];
  /** Whether the layer's first axis lies on time. */
  readonly overTime: 'overTime' | 'perFrame';
}

/**
 * A layer of `rank` axes on its input: a layer of three axes on a sequence of pictures moves over time
 * as well, and can be had only where it does nothing there.
 */
export function spatialAxes(call: LayerCall, rank: number): SpatialAxes {
  checkLayout(call);
  const { shape, time } = inputOf(call);
  const mapRank = shape.length - 1;
  const overTime = rank === mapRank + 1 && time === 'sequence' && mapRank > 0;
  if (overTime && call.model.layout === 'channelsFirst') {
    throw new UnsupportedLayer(
      'it has its time axis behind the channels, the recurrent layers before them',
    );
  }
  if (rank === 1 && mapRank === 0 && time === 'sequence') {
    throw new UnsupportedLayer('it goes along the time axis: a step sees one frame');
  }
  if (rank !== mapRank && !overTime) {
    throw new UnsuitableInput(
      `it takes maps of ${rank} dimensions and is given ${mapRank === 0 ? 'vectors' : `maps of ${mapRank}`}${time === 'sequence' ? ' in a sequence' : ''}`,
    );
  }
  return {
    rank: mapRank,
    overTime: overTime ? 'overTime' : 'perFrame',
    perAxis(value, trivial, what) {
      const each =
        typeof value === 'number' ? Array.from({ length: rank }, () => value) : [...value];
      if (each.length !== rank)
        throw new RangeError(`its ${what} has ${each.length} sizes, not ${rank}`);
      if (!overTime) return each;
      if (each[0] !== trivial) {
        throw new UnsupportedLayer(
          `its ${what} is ${each[0]} along the time axis, where only ${trivial} can be had: a step sees one frame and none of the future`,
        );
      }
      return each.slice(1);
    },
  };
}

/** A model has one layout; a layer with another would need its maps turned round. */
export function checkLayout({ config, model }: LayerCall): void {
  const format = config['data_format'];
  if (format !== 'channels_first' && format !== 'channels_last') return;
  if ((format === 'channels_first') !== (model.layout === 'channelsFirst')) {
    throw new UnsupportedLayer(`its data_format is ${format} and other layers' is not`);
  }
}

/** Number of axes in a layer's name: `ConvLSTM2D`. */
export function rankIn(type: string): number {
  const digit = /([123])D/.exec(type)?.[1];
  if (digit === undefined) throw new RangeError(`${type} says no number of axes`);
  return Number(digit);
}
