import { expect, test } from 'vitest';
import { createFrameLedger } from './frame-ledger.ts';

test('a ledger starts with nothing', () => {
  expect(createFrameLedger().snapshot()).toEqual({
    captured: 0,
    processed: 0,
    dropped: { overflow: 0, stopped: 0, failed: 0 },
    inFlight: 0,
  });
});

test('every fate has its own count', () => {
  const ledger = createFrameLedger();
  for (let frame = 0; frame < 6; frame += 1) ledger.enter();
  ledger.leave('processed');
  ledger.leave('overflow');
  ledger.leave('stopped');
  ledger.leave('stopped');
  ledger.leave('failed');
  expect(ledger.snapshot()).toEqual({
    captured: 6,
    processed: 1,
    dropped: { overflow: 1, stopped: 2, failed: 1 },
    inFlight: 1,
  });
});

test('a snapshot does not change afterwards', () => {
  const ledger = createFrameLedger();
  ledger.enter();
  const before = ledger.snapshot();
  ledger.leave('failed');
  expect(before).toMatchObject({ dropped: { failed: 0 }, inFlight: 1 });
});
