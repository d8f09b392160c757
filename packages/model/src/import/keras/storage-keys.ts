import type { KerasLayer } from './keras-layer.ts';

/** What Keras 3 calls a model's layers where it stores their weights: `conv2d`, `conv2d_1`, by layer name. */
export function storageKeys(layers: readonly KerasLayer[]): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  return new Map(
    layers.map(({ name, type }) => {
      const key = snakeCase(type.split('>').at(-1)!);
      const count = counts.get(key) ?? 0;
      counts.set(key, count + 1);
      return [name, count === 0 ? key : `${key}_${count}`];
    }),
  );
}

/** `ConvLSTM2D` to `conv_lstm2d`. */
function snakeCase(type: string): string {
  return type
    .replaceAll(/\W+/g, '')
    .replaceAll(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
