import { expect, test } from 'vitest';
import { textTable } from './text-table.ts';

test('columns are as wide as their widest cell, colours left out of account', () => {
  const table = textTable(
    [{ heading: 'name' }, { heading: 'n', align: 'right' }],
    [
      ['\x1B[31mred\x1B[39m', '1'],
      ['something', '1,000'],
    ],
  );
  expect(table.split('\n')).toEqual([
    'name           n',
    '\x1B[31mred\x1B[39m            1',
    'something  1,000',
  ]);
});
