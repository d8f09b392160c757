import { expect, test } from 'vitest';
import { failed, measured, missing } from './figure.ts';
import { figureTable } from './figure-table.ts';

test('a table says what holds, what is missed, what could not be measured, what failed', () => {
  const table = figureTable([
    measured({ name: 'a', value: 1.0312, unit: '×', bar: 1.05, reference: 'bare loop' }),
    measured({ name: 'b', value: 412.7, unit: 's', bar: 300, reference: 'none' }),
    missing({ name: 'c', unit: '×', bar: 1.4, reference: 'PyTorch: not installed' }),
    failed('d', new Error('no more memory')),
    measured({ name: 'e', value: 1.9, unit: '×', bar: 1.7, better: 'more', reference: 'PyTorch' }),
    measured({ name: 'f', value: 1.6, unit: '×', bar: 1.7, better: 'more', reference: 'PyTorch' }),
  ]);
  expect(table.split('\n')).toEqual([
    'figure  value   bar                     against',
    'a       1.03 ×  ≤ 1.05 ×  holds         bare loop',
    'b       413 s   ≤ 300 s   MISSED        none',
    'c       –       ≤ 1.4 ×   not measured  PyTorch: not installed',
    'd       –                 FAILED        failed: no more memory',
    'e       1.9 ×   ≥ 1.7 ×   holds         PyTorch',
    'f       1.6 ×   ≥ 1.7 ×   MISSED        PyTorch',
  ]);
});
