import { z } from 'zod';

/** A count of channels, pixels or elements. */
export const positive = z.int().positive();

/** One number for every spatial axis, or one for each (height first). */
export const perAxis = z.union([positive, z.array(positive).min(1).max(3)], {
  error: 'expected a positive whole number, or one for each of 1 to 3 axes',
});

const amount = z.int().nonnegative();

/** As {@link perAxis}, where nothing is an amount too. */
export const amountPerAxis = z.union([amount, z.array(amount).min(1).max(3)], {
  error: 'expected a whole number from 0, or one for each of 1 to 3 axes',
});

/** Elements at the borders: one number for every border, or all beginnings and then all ends (ONNX's order). */
export const borders = z.union([amount, z.array(amount).min(2).max(6)], {
  error: 'expected a whole number from 0, or all beginnings and then all ends',
});

/**
 * What is put around a map before a window moves over it. `same` keeps `ceil(size / stride)` (Keras'
 * rule: the odd pixel goes to the end); `valid` puts nothing; numbers are {@link borders}.
 */
export const padding = z.union([z.enum(['same', 'valid']), borders], {
  error: 'expected "same", "valid", a whole number from 0, or all beginnings and then all ends',
});

export type PerAxis = z.output<typeof amountPerAxis>;
export type Borders = z.output<typeof borders>;
export type Padding = z.output<typeof padding>;
