import { array, assert, integer, property, tuple, uniqueArray } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeMask } from './place-mask.ts';
import { placeZones } from './place-zones.ts';
import { parseZones, type Zones } from './zones.ts';

const grid = { width: 4, height: 3 };
type Box = readonly [left: number, top: number, right: number, bottom: number];

const box = ([left, top, right, bottom]: Box): [number, number][] => [
  [left, top],
  [right, top],
  [right, bottom],
  [left, bottom],
];
const masks = (...boxes: readonly Box[]): Zones =>
  parseZones({ version: 1, masks: boxes.map((each, i) => ({ name: `${i}`, polygon: box(each) })) });
const placesOf = (mask: Uint8Array) => Array.from(mask.keys()).filter((place) => mask[place] === 1);

describe('placeMask', () => {
  it('leaves out the places that masks cover to a quarter', () => {
    expect(placesOf(placeMask(masks([0, 0, 0.5, 1 / 3]), grid))).toEqual([0, 1]);
    // A quarter of place 0 and less of place 1.
    expect(placesOf(placeMask(masks([0.1875, 0, 0.28, 1 / 3]), grid))).toEqual([0]);
  });

  it('adds up what several masks cover, and what they cover twice once', () => {
    const upper: Box = [0, 0, 0.25, 1 / 24];
    const lower: Box = [0, 7 / 24, 0.25, 1 / 3];
    expect(placesOf(placeMask(masks(upper, lower, [0.5, 0, 0.75, 1 / 3]), grid))).toEqual([0, 2]);
    const [same, wide]: Box[] = [
      [0, 0, 0.25, 1 / 24],
      [0, 0, 0.75, 1 / 24],
    ];
    // Together an eighth of each: only the rule for small masks leaves any out, and one does for both.
    expect(placesOf(placeMask(masks(same!, wide!), grid))).toEqual([0]);
  });

  it('leaves out one place for a mask that is smaller than any', () => {
    expect(placesOf(placeMask(masks([0.51, 0.4, 0.52, 0.41]), grid))).toEqual([6]);
  });

  it('leaves out nothing where there are no masks', () => {
    expect(placesOf(placeMask({ masks: [] }, grid))).toEqual([]);
  });

  it('refuses masks that leave nothing, and names them', () => {
    expect(() => placeMask(masks([0, 0, 1, 0.5], [0, 0.4, 1, 1]), grid)).toThrow(
      expect.objectContaining({
        code: 'zones-all-masked',
        message: expect.stringContaining('"0", "1"') as string,
      }),
    );
  });

  const edge = integer({ min: 0, max: 40 }).map((n) => n / 40);
  // Above the lowest row: something is always left.
  const upperEdge = integer({ min: 0, max: 26 }).map((n) => n / 40);
  const anyBox = tuple(
    uniqueArray(edge, { minLength: 2, maxLength: 2 }),
    uniqueArray(upperEdge, { minLength: 2, maxLength: 2 }),
  ).map(([xs, ys]): Box => [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]);

  it('of any boxes: leaves out what their union covers to a quarter, whatever way round their corners go', () => {
    assert(
      property(array(anyBox, { minLength: 1, maxLength: 3 }), (boxes) => {
        const zones = masks(...boxes);
        const around: Zones = {
          ...zones,
          masks: zones.masks.map((each) => ({ ...each, polygon: each.polygon.toReversed() })),
        };
        const mask = placeMask(zones, grid);
        expect(placeMask(around, grid)).toEqual(mask);
        const covered = placesOf(mask.map((_, place) => (coverOf(boxes, place) >= 0.45 ? 1 : 0)));
        expect(placesOf(mask)).toEqual(expect.arrayContaining(covered));
        for (const each of boxes) {
          expect(placesOf(mask).some((place) => coverOf([each], place) > 0)).toBe(true);
        }
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

/** How much of a place boxes cover, on a lattice of its own. */
function coverOf(boxes: readonly Box[], place: number): number {
  let covered = 0;
  for (let i = 0; i < 400; i += 1) {
    const x = ((place % 4) + ((i % 20) + 0.5) / 20) / 4;
    const y = (Math.floor(place / 4) + (Math.floor(i / 20) + 0.5) / 20) / 3;
    if (boxes.some(([l, t, r, b]) => x > l && x < r && y > t && y < b)) covered += 1;
  }
  return covered / 400;
}

describe('placeZones', () => {
  it('takes every place that a zone covers any of, and at least one', () => {
    const zones = parseZones({
      version: 1,
      zones: [
        { name: 'door', polygon: box([0.2, 0, 0.3, 0.4]) },
        { name: 'slit', polygon: box([0.76, 0.9, 0.7601, 0.99]) },
      ],
    });
    const placed = placeZones(zones, grid);
    expect(placed.map(({ name, places }) => [name, placesOf(places)])).toEqual([
      ['door', [0, 1, 4, 5]],
      ['slit', [11]],
    ]);
  });
});
