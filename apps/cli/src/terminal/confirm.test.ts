import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { createConfirm } from './confirm.ts';

const never = new AbortController().signal;
const terminal = () => Object.assign(new PassThrough(), { isTTY: true });

test.for([
  ['y', true],
  ['Yes', true],
  ['n', false],
  ['', false],
  ['maybe', false],
] as const)('"%s" agrees: %s', async ([answer, agrees]) => {
  const [input, output] = [terminal(), terminal()];
  const asked = createConfirm({ input, output, signal: never })?.('Right?');
  input.write(`${answer}\n`);
  expect(await asked).toBe(agrees);
  expect(String(output.read())).toContain('Right? [y/N]');
});

test('an end of input does not agree', async () => {
  const input = terminal();
  const asked = createConfirm({ input, output: terminal(), signal: never })?.('Right?');
  input.end();
  expect(await asked).toBe(false);
});

test('the terminal is left as it is, so that Ctrl-C stays a signal', async () => {
  const modes: boolean[] = [];
  const input = Object.assign(terminal(), { setRawMode: (raw: boolean) => void modes.push(raw) });
  const asked = createConfirm({ input, output: terminal(), signal: never })?.('Right?');
  input.write('y\n');
  expect(await asked).toBe(true);
  expect(modes).toEqual([]);
});

test('nobody is asked where nobody sits', () => {
  const [input, output] = [terminal(), new PassThrough()];
  expect(createConfirm({ input, output, signal: never })).toBeUndefined();
});

test('a question is taken back', async () => {
  const stop = new AbortController();
  const asked = createConfirm({ input: terminal(), output: terminal(), signal: stop.signal });
  const answer = asked?.('Right?');
  stop.abort(new Error('stopped'));
  await expect(answer).rejects.toThrow('abort');
});
