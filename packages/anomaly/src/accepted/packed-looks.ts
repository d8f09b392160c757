import type { Grid } from '../grid.ts';
import { packNumbers } from '../packed-numbers.ts';
import type { FeatureLooks } from './accepted.ts';
import type { LooksByPlace } from './is-near-any.ts';

/** A look, and where it was seen. */
export interface SeenLook {
  readonly place: number;
  readonly look: Float32Array;
}

export interface PackLooksOptions {
  readonly channels: number;
  readonly scale: ArrayLike<number>;
  readonly radius: number;
}

/** Packs looks for the calibration: a byte a number, at least one look. */
export function packLooks(
  seen: readonly SeenLook[],
  { channels, scale, radius }: PackLooksOptions,
): FeatureLooks {
  const sorted = seen.toSorted((a, b) => a.place - b.place);
  const largest = sorted.reduce(
    (most, { look }) => look.reduce((max, value) => Math.max(max, Math.abs(value)), most),
    Number.EPSILON,
  );
  const step = largest / 127;
  const places = Uint16Array.from(sorted, ({ place }) => place);
  const looks = new Int8Array(sorted.length * channels * 2);
  for (const [index, { look }] of sorted.entries()) {
    looks.set(
      look.map((value) => Math.round(value / step)),
      index * channels * 2,
    );
  }
  return {
    kind: 'features',
    channels,
    scale: packNumbers(scale, 'float32'),
    radius,
    step,
    places: base64Of(places),
    looks: base64Of(looks),
  };
}

/** The looks that {@link packLooks} packed; those of places outside the grid are passed over. */
export function unpackLooks(
  { channels, step, places, looks }: Pick<FeatureLooks, 'channels' | 'step' | 'places' | 'looks'>,
  grid: Grid,
): LooksByPlace {
  const size = 2 * channels;
  const bytes = Buffer.from(looks, 'base64');
  const seenAt = new Uint16Array(Uint8Array.from(Buffer.from(places, 'base64')).buffer);
  const first = new Uint32Array(grid.width * grid.height + 1);
  for (const place of seenAt) if (place + 1 < first.length) first[place + 1]! += 1;
  for (let place = 1; place < first.length; place += 1) first[place]! += first[place - 1]!;
  const values = Float32Array.from(
    new Int8Array(Uint8Array.from(bytes).buffer),
    (value) => value * step,
  );
  return { size, looks: values, first };
}

function base64Of({ buffer, byteOffset, byteLength }: Uint16Array | Int8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}
