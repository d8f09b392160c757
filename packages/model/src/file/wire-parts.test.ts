import { expect, test } from 'vitest';
import { topLevelFields } from './top-level-fields.ts';
import { joined, messageField } from './wire-parts.ts';

test.for([0, 127, 128, 16_383, 16_384, 300_000])(
  'a field of %i bytes in two parts is one that is read again',
  (length) => {
    const content = Uint8Array.from({ length }, (_, index) => index % 251);
    const middle = Math.floor(length / 3);
    const parts = [content.subarray(0, middle), content.subarray(middle)];
    const message = joined([...messageField(7, parts), Uint8Array.of(0x08, 1)]);
    const [field, next] = [...topLevelFields(message)];
    expect([field!.number, next!.number]).toEqual([7, 1]);
    expect(Buffer.compare(message.subarray(field!.value, field!.end), content)).toBe(0);
  },
);
