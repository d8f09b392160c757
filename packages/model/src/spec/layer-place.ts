import { z } from 'zod';

/** What every layer may say of itself; `name` prefixes its weights' and states' names. */
export const layerName = {
  /** Default: the layer's type and its place in the list, counted from 0. */
  name: z.string().min(1).optional(),
};

/** A layer with one input. */
export const layerPlace = {
  ...layerName,
  /** Name of the layer before it whose output it takes, or `input`. Default: the layer before it. */
  from: z.string().optional(),
};
