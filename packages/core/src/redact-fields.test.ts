import { expect, test } from 'vitest';
import { redactFields } from './redact-fields.ts';

const address = 'rtsp://user:secret@host/live';
const clean = 'rtsp://user:***@host/live';

test('takes passwords out of every text, however deep', () => {
  const fields = { source: address, tried: [address, { by: { path: address } }], port: 554 };
  expect(redactFields(fields)).toEqual({
    source: clean,
    tried: [clean, { by: { path: clean } }],
    port: 554,
  });
  expect(fields.source).toBe(address);
});

test('leaves what is no text, list or plain object as it is', () => {
  const fields = {
    at: new Date(0),
    bytes: Uint8Array.of(1),
    cause: new Error(address),
    none: null,
    missing: undefined,
    ok: false,
  };
  const redacted = redactFields(fields);
  expect(Object.keys(redacted)).toEqual(Object.keys(fields));
  for (const [name, value] of Object.entries(fields)) expect(redacted[name]).toBe(value);
});

test('comes to an end where a fact holds itself', () => {
  const fields: Record<string, unknown> = { source: address };
  fields['self'] = fields;
  fields['list'] = [fields];
  const redacted = redactFields(fields);
  expect(redacted['source']).toBe(clean);
  expect(redacted['self']).toBe(redacted);
  expect(redacted['list']).toEqual([redacted]);
});
