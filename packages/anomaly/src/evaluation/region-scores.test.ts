import { array, assert, integer, property, record } from 'fast-check';
import { expect, it } from 'vitest';
import { coveredPlaces } from './covered-places.ts';
import type { LabelledTrack } from './labelled-tracks.ts';
import { regionScores, type RegionClip } from './region-scores.ts';

const grid = { width: 5, height: 4 };

/** In places, from the upper left corner. */
interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const polygon = ({ x, y, width, height }: Box) =>
  [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ].map(([across, down]) => [across! / grid.width, down! / grid.height] as const);

const track = (name: string, boxes: ReadonlyMap<number, Box>): LabelledTrack => ({
  name,
  regions: Array.from(boxes, ([frame, box]) => ({ frame, polygon: polygon(box) })),
});

/** A heatmap that is 0 but for some places. */
function heat(...hot: readonly (readonly [x: number, y: number, score: number])[]): number[] {
  const map = Array.from({ length: grid.width * grid.height }, () => 0);
  for (const [x, y, score] of hot) map[y * grid.width + x] = score;
  return map;
}

const one: Box = { x: 1, y: 1, width: 1, height: 1 };
const clip = (heatmaps: readonly number[][], ...tracks: LabelledTrack[]): RegionClip => ({
  name: 'clip',
  heatmaps,
  grid,
  tracks,
});

it('covers places to the last digit, whatever the shape', () => {
  const triangle = [
    [0, 0],
    [1, 0],
    [0, 1],
  ] as const;
  expect(Array.from(coveredPlaces(triangle, { width: 2, height: 2 }))).toEqual([1, 0.5, 0.5, 0]);
  const corner = coveredPlaces(polygon({ x: 0.5, y: 0.25, width: 1, height: 0.5 }), grid);
  expect(Array.from(corner.slice(0, 3))).toEqual([
    expect.closeTo(0.25, 12),
    expect.closeTo(0.25, 12),
    0,
  ]);
});

it('is 1 where every labelled region is hotter than all else', () => {
  const regions = new Map([
    [1, one],
    [2, one],
  ]);
  const maps = [heat([1, 1, 5]), heat([1, 1, 5], [4, 3, 1]), heat()];
  expect(regionScores([clip(maps, track('box', regions))])).toEqual({
    rbdc: 1,
    tbdc: 1,
    regions: 2,
    tracks: 1,
    frames: 3,
  });
});

it('counts regions and tracks apart', () => {
  // Ten frames, the object hot in one of them only: a tenth of its track is enough.
  const regions = new Map(Array.from({ length: 10 }, (_, frame) => [frame + 1, one]));
  const blind = heat().map(() => Number.NaN);
  const maps = [heat([1, 1, 5]), ...Array.from({ length: 9 }, () => blind)];
  const { rbdc, tbdc } = regionScores([clip(maps, track('box', regions))]);
  expect(rbdc).toBeCloseTo(0.1, 12);
  expect(tbdc).toBe(1);
  const longer = new Map([...regions, [11, one] as const]);
  const missed = regionScores([clip([...maps, blind], track('box', longer))]);
  expect(missed.tbdc).toBe(0);
});

it('a false region a frame is what is allowed, and the share counts by how few it comes with', () => {
  // Of four frames one has a hotter place elsewhere: until a quarter of a region a frame, nothing.
  const maps = [heat([4, 3, 9]), heat([1, 1, 5]), heat(), heat()];
  const late = regionScores([clip(maps, track('box', new Map([[2, one]])))]);
  expect(late.rbdc).toBeCloseTo(0.75, 12);
});

it('a region that covers far more than the labelled one does not match', () => {
  // 11 places hang together around one labelled: less than a tenth is shared.
  const row = [0, 1, 2, 3, 4].flatMap((x) => [[x, 0, 5] as const, [x, 1, 5] as const]);
  const maps = [heat(...row, [0, 2, 5])];
  const { rbdc } = regionScores([clip(maps, track('box', new Map([[1, one]])))]);
  expect(rbdc).toBe(0);
  const ten = regionScores([clip([heat(...row)], track('box', new Map([[1, one]])))]);
  expect(ten.rbdc).toBe(1);
});

it('says nothing where nothing is labelled', () => {
  expect(regionScores([clip([heat()])])).toEqual({ regions: 0, tracks: 0, frames: 1 });
});

it('equals a count over all thresholds and all pixels', () => {
  const boxes = record({
    x: integer({ min: 0, max: 4 }).map((x) => x / 2),
    y: integer({ min: 0, max: 3 }).map((y) => y / 2),
    width: integer({ min: 1, max: 5 }).map((width) => width / 2),
    height: integer({ min: 1, max: 5 }).map((height) => height / 2),
  });
  const frame = record({
    heat: array(integer({ min: 0, max: 4 }), { minLength: 20, maxLength: 20 }),
    boxes: array(boxes, { maxLength: 2 }),
  });
  assert(
    property(array(frame, { minLength: 1, maxLength: 5 }), (frames) => {
      // The first box of each frame is one track, the second another.
      const tracks = [0, 1].flatMap((which) => {
        const own = new Map(
          frames.flatMap((each, index) => {
            const box = each.boxes[which];
            return box ? [[index + 1, box] as const] : [];
          }),
        );
        return own.size > 0 ? [track(`${which}`, own)] : [];
      });
      const maps = frames.map((each) => each.heat);
      const { rbdc, tbdc } = regionScores([clip(maps, ...tracks)]);
      const expected = counted(frames);
      expect([rbdc, tbdc].map((score) => score?.toFixed(9))).toEqual([
        expected?.rbdc.toFixed(9),
        expected?.tbdc.toFixed(9),
      ]);
    }),
    { seed: 4, numRuns: 300 },
  );
});

type Frame = { readonly heat: readonly number[]; readonly boxes: readonly Box[] };

/** The same figures by brute force: pixels are quarters of places. */
function counted(frames: readonly Frame[]): { rbdc: number; tbdc: number } | undefined {
  const regions = frames.flatMap(({ boxes }) => boxes).length;
  if (regions === 0) return undefined;
  const sizes = [0, 1].map((which) => frames.filter(({ boxes }) => boxes[which]).length);
  const tracks = sizes.filter((size) => size > 0).length;
  const points = [4, 3, 2, 1, 0].map((threshold) => {
    let falsePositives = 0;
    const found = [0, 0];
    for (const { heat: map, boxes } of frames) {
      const detected = components(map.map((score) => score >= threshold)).map(pixelsOfPlaces);
      const labelled = boxes.map(pixelsOfBox);
      falsePositives += detected.filter((each) => !labelled.some((box) => match(each, box))).length;
      labelled.forEach((box, which) => {
        if (detected.some((each) => match(each, box))) found[which]! += 1;
      });
    }
    return {
      rate: falsePositives / frames.length,
      rbdc: (found[0]! + found[1]!) / regions,
      tbdc: sizes.filter((size, which) => size > 0 && found[which]! >= size * 0.1).length / tracks,
    };
  });
  const area = (what: 'rbdc' | 'tbdc') => {
    const best = (rate: number) =>
      Math.max(0, ...points.filter((point) => point.rate <= rate).map((point) => point[what]));
    const rates = [...new Set([0, ...points.map(({ rate }) => rate)])]
      .filter((rate) => rate <= 1)
      .toSorted((a, b) => a - b);
    // The first threshold of a rate begins where the one before ended, or at its own share.
    return rates.reduce((sum, rate, index) => {
      const next = rates[index + 1];
      const here = best(rate);
      if (next === undefined) return sum + (1 - rate) * here;
      const first = Math.min(
        ...points.filter((point) => point.rate === next).map((point) => point[what]),
      );
      return sum + ((next - rate) * (here + Math.max(here, first))) / 2;
    }, 0);
  };
  return { rbdc: area('rbdc'), tbdc: area('tbdc') };
}

function components(hot: readonly boolean[]): number[][] {
  const seen = new Set<number>();
  return hot.flatMap((isHot, place) => {
    if (!isHot || seen.has(place)) return [];
    const own = [place];
    seen.add(place);
    for (const here of own) {
      hot.forEach((other, next) => {
        const near =
          Math.abs((here % 5) - (next % 5)) <= 1 &&
          Math.abs(Math.floor(here / 5) - Math.floor(next / 5)) <= 1;
        if (!other || !near || seen.has(next)) return;
        seen.add(next);
        own.push(next);
      });
    }
    return [own];
  });
}

const pixelsOfPlaces = (places: readonly number[]) =>
  new Set(
    places.flatMap((place) => {
      const [x, y] = [(place % 5) * 2, Math.floor(place / 5) * 2];
      return [`${x},${y}`, `${x + 1},${y}`, `${x},${y + 1}`, `${x + 1},${y + 1}`];
    }),
  );

function pixelsOfBox({ x, y, width, height }: Box): Set<string> {
  const pixels = new Set<string>();
  for (let across = x * 2; across < (x + width) * 2; across += 1) {
    for (let down = y * 2; down < (y + height) * 2; down += 1) pixels.add(`${across},${down}`);
  }
  return pixels;
}

function match(detected: Set<string>, labelled: Set<string>): boolean {
  const shared = [...detected].filter((pixel) => labelled.has(pixel)).length;
  return shared >= 0.1 * (detected.size + labelled.size - shared);
}
