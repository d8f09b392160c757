/** A map from `[channels, …places]` to `[…places, channels]`. */
export function channelsLast(map: Float32Array, channels: number): Float32Array {
  const places = map.length / channels;
  return Float32Array.from(
    map,
    (_, index) => map[(index % channels) * places + Math.floor(index / channels)]!,
  );
}
