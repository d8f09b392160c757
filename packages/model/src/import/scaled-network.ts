import { describeNetwork } from '../lower/describe-network.ts';
import type { LayerSpec } from '../spec/layer-spec.ts';
import { networkSpecSchema } from '../spec/network-spec.ts';
import { frameElements } from './frame-elements.ts';
import type { ImportedNetwork } from './imported-network.ts';
import type { ImportOptions } from './import-options.ts';

/**
 * A network of frames as it was, where elements 0..1 are what it wants; else with a scaling in front
 * of it, and behind it, where it is compared with frames, the way back: errors are of elements 0..1.
 *
 * Throws InputError `import-frames` as `frameElements` does.
 */
export function scaledNetwork(
  network: ImportedNetwork,
  frames: ImportOptions['frames'],
): ImportedNetwork {
  const elements = frames && frameElements(frames);
  if (!elements) return network;
  const spec = networkSpecSchema.parse(network.spec);
  const named = describeNetwork(spec).layers;
  const taken = new Set(named.map(({ name }) => name));
  const fresh = (wanted: string): string => {
    let name = wanted;
    for (let number = 2; taken.has(name); number += 1) name = `${wanted}${number}`;
    return name;
  };
  const before = fresh('elements');
  const behind = fresh('picture');
  const { scale, offset, inverse, text } = elements;
  // Named, since what a layer without a name is called depends on its place.
  const layers = named.map(({ name, layer }) => placed({ ...layer, name }, before));
  const compared = spec.target !== 'none';
  const scaling = { type: 'normalisation', kind: 'batch' } as const;
  return {
    spec: {
      ...spec,
      layers: [
        { ...scaling, name: before },
        ...layers,
        ...(compared ? [{ ...scaling, name: behind }] : []),
      ],
    },
    weights: new Map([
      ...network.weights,
      [`${before}.scale`, scale],
      [`${before}.offset`, offset],
      ...(compared
        ? ([
            [`${behind}.scale`, inverse.scale],
            [`${behind}.offset`, inverse.offset],
          ] as const)
        : []),
    ]),
    notes: [
      ...network.notes,
      `the network is given elements of ${text}` +
        (compared ? ', and what it gives is taken back to 0 to 1 to be compared' : ''),
    ],
  };
}

/** What took the input takes the scaled one. */
function placed(layer: LayerSpec, scaled: string): LayerSpec {
  const { from } = layer;
  if (layer.type === 'merge') {
    return { ...layer, from: layer.from.map((name) => (name === 'input' ? scaled : name)) };
  }
  return from === 'input' ? { ...layer, from: scaled } : layer;
}
