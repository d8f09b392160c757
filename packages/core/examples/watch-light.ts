// Runs a plugin over a source made up here: ten seconds, in which the light goes out and on again.
import {
  createMailbox,
  silentLogger,
  systemClock,
  type FrameNeeds,
  type Mailbox,
} from '@presage/core';
import { flicker } from './flicker.ts';

async function decode(
  { width, height, format, frameRate }: FrameNeeds,
  to: Mailbox,
): Promise<void> {
  for (let sequence = 0; sequence < 10 * frameRate; sequence += 1) {
    const dark = sequence >= 20 && sequence < 35;
    await to.ready();
    to.put({
      streamId: 'hall',
      sequence,
      timestampUs: (sequence * 1e6) / frameRate,
      arrivalMs: systemClock.now(),
      width,
      height,
      format,
      bytes: new Uint8Array(width * height).fill(dark ? 20 : 180),
      ...(sequence === 0 && { discontinuity: 'start' }),
    });
  }
  to.close();
}

const plugin = flicker({ atLeast: 50 });
const mailbox = createMailbox({ delivery: 'every' });
const { signal } = new AbortController();
const context = { streamId: 'hall', logger: silentLogger, clock: systemClock, signal };
mailbox.frames.pipe(plugin.attach(context)).subscribe({
  next: ({ timestampUs, change }) =>
    console.log(`at ${timestampUs / 1e6} s the light changes by ${change}`),
  complete: () => console.log(mailbox.ledger.snapshot()),
});
await decode(plugin.needs, mailbox);
