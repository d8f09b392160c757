import { expect, test } from 'vitest';
import { littleFootage } from './little-footage.ts';

test('footage of less than half a minute in all is told', () => {
  const [warning] = littleFootage([{ start: 0, length: 25 }], 5);
  expect(warning).toMatchObject({ code: 'footage-little' });
  expect(warning!.message).toMatch(/^5\.0 s of footage are too little/u);
});

test('half a minute in parts is not', () => {
  const spans = [
    { start: 0, length: 100 },
    { start: 120, length: 50 },
  ];
  expect(littleFootage(spans, 5)).toEqual([]);
});
