import { describe, expect, it, test } from 'vitest';
import { parseZones } from './zones.ts';

const square = [
  [0.1, 0.1],
  [0.5, 0.1],
  [0.5, 0.5],
  [0.1, 0.5],
];
const masked = (polygon: unknown, name = 'tree') => ({
  version: 1,
  masks: [{ name, polygon }],
});

describe('parseZones', () => {
  it('takes masks and zones, either of which may be left out', () => {
    expect(parseZones(masked(square))).toEqual({ ...masked(square), zones: [] });
    expect(parseZones({ version: 1 })).toEqual({ version: 1, masks: [], zones: [] });
  });

  test.for([
    [
      'a corner outside the picture',
      'zones-outside-picture',
      [
        [0, 0],
        [1.1, 0],
        [0, 1],
      ],
      /has one at \[1.1, 0\]/u,
    ],
    [
      'pixels',
      'zones-outside-picture',
      [
        [0, 0],
        [320, 0],
        [0, 180],
      ],
      /Divide x by the width/u,
    ],
    [
      'two corners',
      'zones-few-corners',
      [
        [0, 0],
        [1, 1],
      ],
      /"tree" has 2/u,
    ],
    [
      'sides that cross',
      'zones-self-crossing',
      [
        [0, 0],
        [1, 1],
        [1, 0],
        [0, 1],
      ],
      /from \[0, 0\] crosses or touches the one from \[1, 0\]/u,
    ],
    [
      'a corner on another side',
      'zones-self-crossing',
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [0.5, 0],
        [0, 1],
      ],
      /from \[0, 0\]/u,
    ],
    ['a corner twice', 'zones-self-crossing', [...square, square[0]], /each once/u],
    [
      'a way there and back',
      'zones-self-crossing',
      [
        [0, 0],
        [1, 0],
        [0.5, 0],
      ],
      /crosses or touches/u,
    ],
    [
      'no inside',
      'zones-flat',
      [
        [0, 0],
        [0.5, 1e-9],
        [1, 0],
      ],
      /on a line/u,
    ],
  ] as const)('refuses %s', ([, code, polygon, says]) => {
    expect(() => parseZones(masked(polygon))).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(says) as string }),
    );
  });

  it('refuses a name given twice, be it to a mask and a zone', () => {
    const zones = [{ name: 'tree', polygon: square }];
    expect(() => parseZones({ ...masked(square), zones })).toThrow(
      expect.objectContaining({ code: 'zones-duplicate-name' }),
    );
  });

  test.for([
    ['no document', 3, 'the document must have version, masks and zones.'],
    ['no version', { masks: [] }, 'version must be 1.'],
    [
      'a misspelt list',
      { version: 1, mask: [] },
      'the document takes version, masks and zones, not mask.',
    ],
    ['no list', { version: 1, masks: 'tree' }, 'masks must be a list of at most 100.'],
    ['no corners', masked(3), 'masks[0].polygon must be a list of at most 200 corners.'],
    [
      'a corner of three numbers',
      masked([[0, 0, 0], ...square]),
      'masks[0].polygon[0] must be a corner of two numbers: [x, y].',
    ],
    ['no name', masked(square, ' '), 'masks[0].name must be a text of 1 to 80 characters.'],
  ] as const)('shows what it takes and what is wrong where it is given %s', ([, value, wrong]) => {
    expect(() => parseZones(value)).toThrow(
      expect.objectContaining({
        code: 'zones-damaged',
        message: expect.stringMatching(/must look like \{"version": 1/u) as string,
      }),
    );
    expect(() => parseZones(value)).toThrow(wrong);
  });

  it('tells a newer version', () => {
    expect(() => parseZones({ version: 2, areas: [] })).toThrow(
      expect.objectContaining({ code: 'zones-newer' }),
    );
  });
});
