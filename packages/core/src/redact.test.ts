import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { redact } from './redact.ts';

test.for([
  ['rtsp://user:pass@host:554/live', 'rtsp://user:***@host:554/live'],
  ['rtsp://user@host/live', 'rtsp://***@host/live'],
  ['rtsp://:pass@host/live', 'rtsp://:***@host/live'],
  ['RTSP://user:p@ss:w@rd@[::1]:554/live', 'RTSP://user:***@[::1]:554/live'],
  ["http://user:it's@host/", 'http://user:***@host/'],
  ['rtsp://me@mail.org:pass@host/live', 'rtsp://***:***@host/live'],
  ['rtsp://user:pa/ss@host/live', 'rtsp://user:***@host/live'],
  ['rtsp://user:pa#s?s@host', 'rtsp://user:***@host'],
  ['http://host/?Token=abc&x=1', 'http://host/?Token=***&x=1'],
  ['http://host/a?x=1&api_key=abc#top', 'http://host/a?x=1&api_key=***#top'],
  ['http://host/?loginuse=a&loginpas=b', 'http://host/?loginuse=a&loginpas=***'],
  ['rtsp://host/user=admin_password=abc_channel=1', 'rtsp://host/user=admin_password=***'],
])('%s is printed as %s', ([text, expected]) => {
  expect(redact(text!)).toBe(expected);
});

test.for([
  'rtsp://host:554/live@cam?channel=1',
  'lobby.mp4: 640x480, mail admin@example.com',
  'http://host:8080/a?x=1;y=2#z',
  "'rtsp://host/live': no answer, said user@machine",
  '{"url":"rtsp://host","mail":"a@b"}',
  '{"url":"rtsp://host:554","mail":"a@b"}',
])('%s stays as it is', (text) => {
  expect(redact(text)).toBe(text);
});

test('every URL of a text is redacted, and what stands between them stays', () => {
  expect(redact("'rtsp://a:b@one/x': refused, then http://c:d@two/?token=e\n ws://f@three.")).toBe(
    "'rtsp://a:***@one/x': refused, then http://c:***@two/?token=***\n ws://***@three.",
  );
});

test('redacting again changes nothing', () => {
  fc.assert(
    fc.property(fc.string(), fc.webUrl({ withQueryParameters: true }), (before, url) => {
      const once = redact(`${before} ${url.replace('://', '://user:pass@')}`);
      expect(redact(once)).toBe(once);
    }),
  );
});

// Upper-case ends, so that it is found nowhere else in the text.
const secret = (characters: string) =>
  fc
    .string({ unit: fc.constantFrom(...characters.split('')), minLength: 1 })
    .map((inner) => `X${inner}Z`);
const typed = secret(`abcdef0123456789@:;,.!$%^&*()_+-=[]{}|~\`'"<>`);
const words = fc.constantFrom('', 'cannot open ', '(', '[rtsp @ 0x1] ', '"', "'");

test('no password in front of a host survives', () => {
  fc.assert(
    fc.property(typed, words, words, (password, before, after) => {
      const text = redact(`${before}rtsp://user:${password}@host/live${after}`);
      expect(text).not.toContain(password);
      expect(text).toContain('***@host/live');
    }),
  );
});

test('no password in a query survives, encoded as URLs are', () => {
  fc.assert(
    fc.property(typed, words, (password, before) => {
      const encoded = encodeURIComponent(password);
      const text = redact(`${before}http://host/?user=a&password=${encoded}&x=1`);
      expect(text).not.toContain(encoded);
      expect(text).toContain('&x=1');
    }),
  );
});

test('long texts without a secret stay as they are', () => {
  const text = `${'pas'.repeat(30_000)} ${'a://b:/'.repeat(15_000)} ${"'".repeat(90_000)}`;
  expect(redact(text)).toBe(text);
});
