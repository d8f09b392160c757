import { firstValueFrom, take, tap } from 'rxjs';
import { describe, expect, test } from 'vitest';
import { frameData } from '../test/frames.ts';
import type { Frame } from './frame.ts';
import { createMailbox, type Mailbox, type MailboxOptions } from './mailbox.ts';

function mailboxWith(options: Partial<MailboxOptions>, ...sequences: readonly number[]): Mailbox {
  const mailbox = createMailbox({ delivery: 'latest', ...options });
  for (const sequence of sequences) mailbox.put(frameData(sequence));
  return mailbox;
}

/** Subscribes and keeps what comes. */
function receive(mailbox: Mailbox) {
  const frames: Frame[] = [];
  const ends: unknown[] = [];
  const subscription = mailbox.frames.subscribe({
    next: (frame) => frames.push(frame),
    error: (error) => ends.push(error),
    complete: () => ends.push('complete'),
  });
  const sequences = (): number[] => frames.map(({ sequence }) => sequence);
  return { frames, ends, subscription, sequences };
}

describe('handing out', () => {
  test('frames come in order, at most a window of them unsettled', () => {
    const mailbox = mailboxWith({ window: 2, capacity: 4 }, 0, 1, 2, 3);
    const { frames, sequences } = receive(mailbox);
    expect(sequences()).toEqual([0, 1]);
    frames[1]!.settle('processed');
    expect(sequences()).toEqual([0, 1, 2]);
    frames[0]!.settle('failed');
    expect(sequences()).toEqual([0, 1, 2, 3]);
  });

  test('a frame is put through at once where the window has room', () => {
    const mailbox = createMailbox({ delivery: 'every' });
    const { sequences } = receive(mailbox);
    mailbox.put(frameData(0));
    expect(sequences()).toEqual([0]);
  });

  test('a receiver that settles at once gets frames in order through a whole pipeline', () => {
    const mailbox = mailboxWith({ capacity: 4 }, 0, 1, 2, 3);
    const after: number[] = [];
    mailbox.frames
      .pipe(tap((frame) => frame.settle('processed')))
      .subscribe(({ sequence }) => after.push(sequence));
    expect(after).toEqual([0, 1, 2, 3]);
  });

  test('only the first settling of a frame counts', () => {
    const mailbox = mailboxWith({}, 0);
    const { frames } = receive(mailbox);
    frames[0]!.settle('failed');
    frames[0]!.settle('processed');
    frames[0]![Symbol.dispose]();
    expect(mailbox.ledger.snapshot()).toMatchObject({
      processed: 0,
      dropped: { failed: 1 },
      inFlight: 0,
    });
  });

  test('a frame disposed of counts as processed', () => {
    const mailbox = mailboxWith({}, 0);
    const { frames } = receive(mailbox);
    {
      using frame = frames[0]!;
      expect(frame.sequence).toBe(0);
    }
    expect(mailbox.ledger.snapshot()).toMatchObject({ processed: 1, inFlight: 0 });
  });

  test('a second subscriber is refused and does not disturb the first', () => {
    const mailbox = mailboxWith({});
    const first = receive(mailbox);
    const second = receive(mailbox);
    expect(second.ends).toEqual([new TypeError('frames of a mailbox can be subscribed to once')]);
    mailbox.put(frameData(0));
    expect(first.sequences()).toEqual([0]);
  });

  test.for([{ capacity: 0 }, { window: 0 }, { capacity: Number.NaN }])(
    '%o is refused',
    (options) => {
      expect(() => mailboxWith(options)).toThrow('must be 1 or more frames');
    },
  );
});

describe('a full mailbox', () => {
  test('drops the oldest of a live source', () => {
    const mailbox = mailboxWith({ capacity: 2 }, 0, 1, 2, 3);
    expect(mailbox.ledger.snapshot()).toMatchObject({
      captured: 4,
      dropped: { overflow: 2 },
      inFlight: 2,
    });
    expect(receive(mailbox).sequences()).toEqual([2, 3]);
  });

  test('says that there is a gap where frames were dropped', () => {
    const { frames } = receive(mailboxWith({ capacity: 2 }, 0, 1, 2));
    expect(frames.map(({ discontinuity }) => discontinuity)).toEqual(['gap', undefined]);
  });

  test('says so with room for one frame too', () => {
    const { frames } = receive(mailboxWith({ capacity: 1 }, 0, 1));
    expect(frames.map(({ discontinuity }) => discontinuity)).toEqual(['gap']);
  });

  test('hands the reason of a dropped frame on to the next one', () => {
    const mailbox = createMailbox({ delivery: 'latest', capacity: 1 });
    mailbox.put(frameData(0, 'start'));
    mailbox.put(frameData(1));
    mailbox.put(frameData(2));
    expect(receive(mailbox).frames[0]).toMatchObject({ sequence: 2, discontinuity: 'start' });
  });

  test('leaves a frame its own reason', () => {
    const mailbox = createMailbox({ delivery: 'latest', capacity: 1 });
    mailbox.put(frameData(0));
    mailbox.put(frameData(1, 'reconnect'));
    expect(receive(mailbox).frames[0]).toMatchObject({ discontinuity: 'reconnect' });
  });

  test('refuses a file that does not wait, and counts the frame', () => {
    const mailbox = mailboxWith({ delivery: 'every', capacity: 2 }, 0, 1);
    expect(() => mailbox.put(frameData(2))).toThrow(RangeError);
    expect(mailbox.ledger.snapshot()).toMatchObject({
      captured: 3,
      dropped: { failed: 1 },
      inFlight: 2,
    });
  });

  test('is ready once a frame is handed out', async () => {
    const mailbox = mailboxWith({ delivery: 'every', capacity: 1 }, 0);
    let written = false;
    const writer = (async () => {
      await mailbox.ready();
      written = true;
    })();
    await Promise.resolve();
    expect(written).toBe(false);
    receive(mailbox);
    await writer;
    expect(() => mailbox.put(frameData(1))).not.toThrow();
  });

  test.for(['closed', 'unsubscribed'])('is ready when it is %s', async (how) => {
    const mailbox = mailboxWith({ delivery: 'every', capacity: 1, window: 1 });
    const { subscription } = receive(mailbox);
    mailbox.put(frameData(0));
    mailbox.put(frameData(1));
    const ready = mailbox.ready();
    if (how === 'closed') mailbox.close();
    else subscription.unsubscribe();
    await expect(ready).resolves.toBeUndefined();
  });
});

describe('the end', () => {
  test('comes after the waiting frames', () => {
    const mailbox = mailboxWith({ window: 1 }, 0, 1);
    const { frames, ends } = receive(mailbox);
    mailbox.close();
    expect(ends).toEqual([]);
    frames[0]!.settle('processed');
    expect(ends).toEqual(['complete']);
    frames[1]!.settle('processed');
    expect(mailbox.ledger.snapshot()).toMatchObject({ processed: 2, inFlight: 0 });
  });

  test('may come before the subscription', () => {
    const mailbox = mailboxWith({}, 0);
    mailbox.close();
    expect(receive(mailbox)).toMatchObject({ frames: [{ sequence: 0 }], ends: ['complete'] });
  });

  test('is the error that the mailbox was closed with; closing again does nothing', () => {
    const mailbox = mailboxWith({});
    const { ends } = receive(mailbox);
    const error = new Error('camera gone');
    mailbox.close(error);
    mailbox.close(new Error('another'));
    expect(ends).toEqual([error]);
  });

  test('makes frames that come later count as stopped', () => {
    const mailbox = mailboxWith({});
    const { sequences } = receive(mailbox);
    mailbox.close();
    mailbox.put(frameData(0));
    expect(sequences()).toEqual([]);
    expect(mailbox.ledger.snapshot()).toMatchObject({
      captured: 1,
      dropped: { stopped: 1 },
      inFlight: 0,
    });
  });
});

describe('unsubscribing', () => {
  test('drops what waits, and leaves what was handed out to its receiver', () => {
    const mailbox = mailboxWith({ window: 1, capacity: 2 }, 0, 1);
    const { frames, subscription } = receive(mailbox);
    subscription.unsubscribe();
    expect(mailbox.ledger.snapshot()).toMatchObject({ dropped: { stopped: 1 }, inFlight: 1 });
    frames[0]!.settle('processed');
    expect(mailbox.ledger.snapshot()).toMatchObject({ processed: 1, inFlight: 0 });
  });

  test('while a frame is handed out lets no other follow', async () => {
    const mailbox = mailboxWith({ window: 2, capacity: 3 }, 0, 1, 2);
    const frame = await firstValueFrom(mailbox.frames.pipe(take(1)));
    frame.settle('processed');
    expect(mailbox.ledger.snapshot()).toMatchObject({
      processed: 1,
      dropped: { stopped: 2 },
      inFlight: 0,
    });
  });

  test('closes the mailbox', () => {
    const mailbox = mailboxWith({ delivery: 'every', capacity: 1 });
    receive(mailbox).subscription.unsubscribe();
    for (let sequence = 0; sequence < 3; sequence += 1) mailbox.put(frameData(sequence));
    expect(mailbox.ledger.snapshot()).toMatchObject({ captured: 3, dropped: { stopped: 3 } });
  });
});
