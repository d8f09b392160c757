import { expect, test } from 'vitest';
import type { StepRequest } from './protocol.ts';
import { createRequestQueue, type RequestQueue } from './request-queue.ts';

/** Steps by their stream's letter and a number; a star where it starts anew. */
function queueOf(...names: string[]): RequestQueue {
  const queue = createRequestQueue();
  for (const name of names) {
    const stream = name.charCodeAt(0);
    if (name.endsWith('!')) queue.push({ kind: 'reset', stream });
    else queue.push({ kind: 'step', stream, input: tagged(name), startsAnew: name.endsWith('*') });
  }
  return queue;
}

const tagged = (name: string) => new Uint8Array(Buffer.from(name));
const nameOf = ({ input }: StepRequest) => Buffer.from(input as Uint8Array).toString();

/** All that is taken, one string a run: streams beside each other, steps of one after each other. */
function takenFrom(queue: RequestQueue): string[] {
  const runs: string[] = [];
  for (let taken = queue.take(); taken; taken = queue.take()) {
    if (taken.kind === 'request') runs.push(taken.request.kind);
    else runs.push(taken.lanes.map((steps) => steps.map(nameOf).join('>')).join(' '));
  }
  return runs;
}

test('before sizes are known every step is alone, in the order asked', () => {
  expect(takenFrom(queueOf('a1', 'a2', 'b1', 'a!', 'c1'))).toEqual([
    'a1',
    'a2',
    'b1',
    'reset',
    'c1',
  ]);
});

test('a batch is the oldest step and the oldest of other streams, never two of one', () => {
  const queue = queueOf('a1', 'a2', 'b1', 'a3', 'c1', 'b2', 'd1');
  queue.use({ batches: [2, 4], chains: [] });
  expect(takenFrom(queue)).toEqual(['a1 b1 c1 d1', 'a2 b2', 'a3']);
});

test('the largest size that is filled is used; what is over comes next, oldest first', () => {
  const queue = queueOf('a1', 'b1', 'c1', 'd1', 'e1', 'f1', 'g1');
  queue.use({ batches: [2, 4], chains: [] });
  expect(takenFrom(queue)).toEqual(['a1 b1 c1 d1', 'e1 f1', 'g1']);
});

test('nothing overtakes an earlier request of its own stream', () => {
  const queue = queueOf('a1', 'b!', 'b1', 'c1', 'a!', 'a2');
  queue.use({ batches: [2, 3], chains: [] });
  expect(takenFrom(queue)).toEqual(['a1 c1', 'reset', 'b1', 'reset', 'a2']);
});

test('a chain is steps of one stream that come right after each other and follow from each other', () => {
  const queue = queueOf('a1', 'a2', 'a3', 'a4', 'a5*', 'a6', 'b1', 'a7', 'a!', 'a8');
  queue.use({ batches: [], chains: [2, 3] });
  expect(takenFrom(queue)).toEqual(['a1>a2>a3', 'a4', 'a5*>a6', 'b1', 'a7', 'reset', 'a8']);
});

test('streams go before chains, so that none waits for another’s', () => {
  const queue = queueOf('a1', 'a2', 'a3', 'b1');
  queue.use({ batches: [2], chains: [2] });
  expect(takenFrom(queue)).toEqual(['a1 b1', 'a2>a3']);
});

test('what waits for a stream is taken out, and the rest stays in order', () => {
  const queue = queueOf('a1', 'b1', 'a!', 'c1', 'a2');
  expect(queue.drop('a'.charCodeAt(0)).map(({ kind }) => kind)).toEqual(['step', 'reset', 'step']);
  expect(takenFrom(queue)).toEqual(['b1', 'c1']);
});
