import { describe, expect, test } from 'vitest';
import { Footage, frameOf } from './footage.ts';

/** Frames of `frameBytes`, each filled with its number. */
function numbered(frameBytes: number, count: number): Footage {
  const footage = new Footage(frameBytes);
  for (let frame = 0; frame < count; frame += 1) {
    footage.append({ bytes: new Uint8Array(frameBytes).fill(frame) });
  }
  return footage;
}

describe('frames', () => {
  const frameBytes = 1_500_000;
  const footage = numbered(frameBytes, 7);

  test('are kept in chunks of several, none allocated before it is needed', () => {
    expect(new Footage(frameBytes).share().chunks).toEqual([]);
    const { chunks, framesPerChunk } = footage.share();
    expect(framesPerChunk).toBe(2);
    expect(chunks.map((chunk) => chunk.byteLength)).toEqual([3e6, 3e6, 3e6, 3e6]);
  });

  test('come back as they went in', () => {
    expect(footage.length).toBe(7);
    for (let index = 0; index < 7; index += 1) {
      const frame = footage.frame(index);
      expect([frame.length, frame[0], frame.at(-1)]).toEqual([frameBytes, index, index]);
      expect(frameOf(footage.share(), index)[1]).toBe(index);
    }
  });

  test('larger than a chunk have one each', () => {
    expect(numbered(5_000_000, 2).share()).toMatchObject({ framesPerChunk: 1, chunks: [{}, {}] });
  });

  test('are copied in and out', () => {
    const own = new Footage(2);
    const bytes = Uint8Array.of(1, 2);
    own.append({ bytes });
    bytes.fill(9);
    const out = own.frame(0);
    expect(out).toEqual(Uint8Array.of(1, 2));
    out.fill(9);
    structuredClone(out, { transfer: [out.buffer] });
    expect(own.frame(0)).toEqual(Uint8Array.of(1, 2));
  });

  test.for([-1, 7])('there is no number %i', (index) => {
    expect(() => footage.frame(index)).toThrow(`no frame ${index} in 7`);
  });

  test('of another size are refused and not counted', () => {
    const own = numbered(4, 1);
    expect(() => own.append({ bytes: new Uint8Array(3) })).toThrow(
      'a frame of 3 bytes where 4 are needed',
    );
    expect(own.length).toBe(1);
  });
});

describe('spans', () => {
  test('begin at the first frame and at each discontinuity', () => {
    const footage = new Footage(1);
    const bytes = Uint8Array.of(0);
    for (const discontinuity of [
      undefined,
      undefined,
      'gap',
      'seek',
      undefined,
      undefined,
    ] as const) {
      footage.append({ bytes, ...(discontinuity && { discontinuity }) });
    }
    expect(footage.spans).toEqual([
      { start: 0, length: 2 },
      { start: 2, length: 1 },
      { start: 3, length: 3 },
    ]);
  });

  test('are none without frames', () => {
    expect(new Footage(1).spans).toEqual([]);
  });
});

describe('a digest', () => {
  test('is that of frames and spans, whatever else the footage holds', () => {
    const spans = [{ start: 1, length: 3 }];
    expect(numbered(16, 9).digest(spans)).toBe(numbered(16, 5).digest(spans));
    expect(numbered(16, 9).digest()).not.toBe(numbered(16, 5).digest());
    expect(numbered(16, 9).digest([{ start: 2, length: 3 }])).not.toBe(
      numbered(16, 9).digest(spans),
    );
  });
});
