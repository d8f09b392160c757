/** A weight's layer, and its name within that. Layers' names may have dots, and begin alike. */
export function layerOfWeight(
  weight: string,
  layers: readonly string[],
): { readonly layer: string; readonly parameter: string } {
  const layer = layers
    .filter((name) => weight.startsWith(`${name}.`))
    .reduce((longest, name) => (name.length > longest.length ? name : longest), '');
  return { layer, parameter: weight.slice(layer.length + 1) };
}
