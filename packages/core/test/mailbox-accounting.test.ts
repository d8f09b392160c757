import * as fc from 'fast-check';
import type { Subscription } from 'rxjs';
import { expect, test } from 'vitest';
import type { Frame } from '../src/frame.ts';
import type { FrameFate } from '../src/frame-ledger.ts';
import { createMailbox, type Delivery, type Mailbox } from '../src/mailbox.ts';
import { frameData } from './frames.ts';

type Action =
  | { readonly kind: 'put' | 'subscribe' | 'unsubscribe' | 'close' }
  | { readonly kind: 'settle'; readonly which: number; readonly fate: FrameFate };

const settling = fc.record({
  kind: fc.constant('settle' as const),
  which: fc.nat(5),
  fate: fc.constantFrom<FrameFate>('processed', 'failed', 'stopped'),
});
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 8, arbitrary: fc.constant<Action>({ kind: 'put' }) },
  { weight: 8, arbitrary: settling },
  { weight: 4, arbitrary: fc.constant<Action>({ kind: 'subscribe' }) },
  { weight: 1, arbitrary: fc.constantFrom<Action>({ kind: 'unsubscribe' }, { kind: 'close' }) },
);

const mailboxes = fc.record({
  delivery: fc.constantFrom<Delivery>('every', 'latest'),
  capacity: fc.integer({ min: 1, max: 3 }),
  window: fc.integer({ min: 1, max: 3 }),
});

/** A mailbox under test, with what came out of it. */
interface Run {
  readonly mailbox: Mailbox;
  readonly received: Frame[];
  readonly unsettled: Frame[];
  subscription?: Subscription;
  puts: number;
}

function perform(run: Run, each: Action, room: boolean): void {
  const { mailbox, received, unsettled } = run;
  switch (each.kind) {
    case 'put':
      if (!room) return;
      mailbox.put(frameData(run.puts, run.puts === 0 ? 'start' : undefined));
      run.puts += 1;
      break;
    case 'subscribe':
      run.subscription ??= mailbox.frames.subscribe((frame) => {
        received.push(frame);
        unsettled.push(frame);
      });
      break;
    case 'settle':
      unsettled.splice(each.which % (unsettled.length || 1), 1)[0]?.settle(each.fate);
      break;
    case 'unsubscribe':
      run.subscription?.unsubscribe();
      break;
    case 'close':
      mailbox.close();
  }
}

test('whatever happens in whatever order, every frame is accounted for and none overtakes another', () => {
  const cover = { dropped: 0, settled: 0 };
  fc.assert(
    fc.property(mailboxes, fc.array(action, { maxLength: 40 }), (options, actions) => {
      const mailbox = createMailbox(options);
      const run: Run = { mailbox, received: [], unsettled: [], puts: 0 };
      for (const each of actions) {
        const before = mailbox.ledger.snapshot();
        const room =
          options.delivery === 'latest' ||
          before.inFlight - run.unsettled.length < options.capacity;
        perform(run, each, room);

        const { captured, processed, dropped, inFlight } = mailbox.ledger.snapshot();
        const { overflow, stopped, failed } = dropped;
        expect(captured).toBe(run.puts);
        expect(processed + overflow + stopped + failed + inFlight).toBe(captured);
        expect(run.unsettled.length).toBeLessThanOrEqual(options.window);
        expect(inFlight - run.unsettled.length).toBeGreaterThanOrEqual(0);
        expect(inFlight - run.unsettled.length).toBeLessThanOrEqual(options.capacity);
        expect(options.delivery === 'every' && overflow > 0).toBe(false);
        cover.dropped += overflow;
        cover.settled += processed;
      }
      run.received.forEach(({ sequence, discontinuity }, index) => {
        const previous = run.received[index - 1]?.sequence ?? -1;
        expect(sequence).toBeGreaterThan(previous);
        expect(discontinuity !== undefined).toBe(index === 0 || sequence !== previous + 1);
      });
    }),
    { numRuns: 300 },
  );
  expect(cover.dropped).toBeGreaterThan(30);
  expect(cover.settled).toBeGreaterThan(30);
});
