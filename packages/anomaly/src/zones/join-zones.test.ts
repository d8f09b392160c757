import { expect, test } from 'vitest';
import { joinZones } from './join-zones.ts';
import type { Zones } from './zones.ts';

const corner = (x: number): [number, number][] => [
  [x, 0],
  [1, 0],
  [1, 1],
];
const zonesOf = (masks: Zones['masks'], zones: Zones['zones']): Zones => ({
  version: 1,
  masks,
  zones,
});

test('keeps every mask, the same one once, and of two zones of one name the given one', () => {
  const tree = { name: 'tree', polygon: corner(0.5) };
  const wider = { name: 'tree', polygon: corner(0.4) };
  const [door, given] = [corner(0.2), corner(0.3)].map((polygon) => ({ name: 'door', polygon }));
  expect(joinZones(zonesOf([tree], [door!]), zonesOf([tree, wider], [given!]))).toEqual(
    zonesOf([tree, wider], [given!]),
  );
});

test('is empty where nothing was drawn', () => {
  expect(joinZones({}, undefined)).toEqual(zonesOf([], []));
});
