import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { createSessionClient } from './session-client.ts';

function clientOf(source: string) {
  const worker = new Worker(source, { eval: true });
  const exited = new Promise((resolve) => worker.once('exit', resolve));
  return { client: createSessionClient(() => worker), worker, exited };
}

const reset = { kind: 'reset', stream: 0 } as const;
const onMessage = (body: string) =>
  `const { parentPort } = require('node:worker_threads'); let asked = 0; parentPort.on('message', () => { ${body} });`;

test('a worker that throws rejects what waits and what comes later, with the cause', async () => {
  const { client, exited } = clientOf(onMessage('throw new RangeError("out of memory")'));
  const lost = {
    code: 'model-worker-lost',
    name: 'FatalError',
    cause: { message: 'out of memory' },
  };
  const outcomes = await Promise.allSettled([client.ask(reset), client.ask(reset)]);
  expect(outcomes).toMatchObject([{ reason: lost }, { reason: lost }]);
  await exited;
  await expect(client.ask(reset)).rejects.toMatchObject(lost);
  await client[Symbol.asyncDispose]();
});

test('a worker that exits rejects what waits, with the code', async () => {
  const { client } = clientOf(onMessage('process.exit(7)'));
  await expect(client.ask(reset)).rejects.toMatchObject({
    code: 'model-worker-lost',
    message: expect.stringContaining('code 7') as string,
  });
});

test('a refusal rejects its own request only', async () => {
  const { client, worker } = clientOf(
    onMessage(`parentPort.postMessage({
         answers: [{ stream: 0, ...(asked++ === 0 ? { failure: 'no' } : { value: undefined }) }],
       })`),
  );
  const [first, second] = await Promise.allSettled([client.ask(reset), client.ask(reset)]);
  expect(first).toMatchObject({
    reason: { code: 'step-failed', message: expect.stringContaining('no') as string },
  });
  expect(second.status).toBe('fulfilled');
  await worker.terminate();
});

test('closing rejects at once, lets the worker finish its step, and the first reason counts', async () => {
  const { client, exited } = clientOf(
    `const { parentPort } = require('node:worker_threads');
     parentPort.on('message', ({ kind }) => { if (kind === 'end') parentPort.close(); });`,
  );
  const asked = client.ask(reset);
  const reason = new Error('enough');
  const closing = [client.close(reason), client.close(new Error('later'))];
  await expect(asked).rejects.toBe(reason);
  await Promise.all([...closing, exited]);
  await expect(client.ask(reset)).rejects.toBe(reason);
});
