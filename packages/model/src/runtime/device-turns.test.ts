import { expect, test } from 'vitest';
import { createTurns } from './device-turns.ts';

const never = new AbortController().signal;

test('turns come in the order asked, each after the one before', async () => {
  const turns = createTurns();
  const order: string[] = [];
  const first = await turns.take(never);
  const second = turns.take(never).then((turn) => {
    order.push('second');
    return turn;
  });
  const third = turns.take(never).then((turn) => {
    order.push('third');
    return turn;
  });
  await Promise.resolve();
  expect(order).toEqual([]);
  first[Symbol.dispose]();
  (await second)[Symbol.dispose]();
  (await third)[Symbol.dispose]();
  expect(order).toEqual(['second', 'third']);
});

test('whoever gives up waiting holds nobody up, and lets nobody in before their turn', async () => {
  const turns = createTurns();
  const first = await turns.take(never);
  const controller = new AbortController();
  const second = turns.take(controller.signal);
  let third: Disposable | undefined;
  const taken = turns.take(never).then((turn) => {
    third = turn;
    return turn;
  });
  controller.abort(new TypeError('enough'));
  await expect(second).rejects.toThrow('enough');
  expect(third).toBeUndefined();
  first[Symbol.dispose]();
  await taken;
  expect(third).toBeDefined();
});
