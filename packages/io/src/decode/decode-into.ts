import { randomUUID } from 'node:crypto';
import { bytesPerPixel, type Mailbox } from '@presage/core';
import { startChild, type Child } from '../child/start-child.ts';
import { createComplaintCounter } from './complaints.ts';
import { decodeArguments } from './decode-command.ts';
import type { DecodeOptions } from './decode-options.ts';
import { decodeOutcome } from './decode-outcome.ts';
import { createFrameSplitter } from './frame-splitter.ts';
import { createFrameTimeline } from './frame-timeline.ts';
import { readyOrAborted } from './ready-or-aborted.ts';
import { resolutionChanged } from './resolution-changed.ts';
import { createShowInfoReader } from './show-info.ts';
import { createShownFrames } from './shown-frames.ts';

/**
 * Runs one ffmpeg and puts its pictures into the mailbox, waiting where that is full. Resolves,
 * or rejects with what went wrong, once the child is gone; on `signal` it just resolves.
 */
export async function decodeInto(
  mailbox: Mailbox,
  options: DecodeOptions,
  signal: AbortSignal,
): Promise<void> {
  const { needs, info, startSeconds, endSeconds = Infinity } = options;
  if (signal.aborted) return;
  const { width, height, format } = needs;
  const sampling = { frameRate: needs.frameRate, sourceFrameRate: info.frameRate };
  const showInfo = `showinfo@${randomUUID()}`;
  const shown = createShownFrames();
  const complaints = createComplaintCounter();
  const readShowInfo = createShowInfoReader(showInfo);
  // A seek lands among frames whose references lie before it, and an ffmpeg that we stop complains
  // of the closed pipe: neither is damage.
  let phase: 'seeking' | 'decoding' | 'stopping' = startSeconds > 0 ? 'seeking' : 'decoding';

  await using child = await startChild({
    binary: options.ffmpeg,
    arguments: decodeArguments({
      ...options,
      streamIndex: info.streamIndex,
      sampling,
      showInfo,
    }),
    signal,
    onLine(line) {
      const frame = readShowInfo(line);
      if (frame) {
        if (phase === 'seeking') phase = 'decoding';
        shown.push(frame);
      } else if (frame === undefined && phase === 'decoding') {
        complaints.read(line);
      }
    },
  });
  const noMore = () => shown.end();
  void child.exited.then(noMore, noMore);

  const splitter = createFrameSplitter(width * height * bytesPerPixel[format]);
  const placeOf = createFrameTimeline(sampling, startSeconds);
  let frames = 0;
  let lastSeconds = startSeconds;
  let toldResized = false;

  /** False once no more is wanted. */
  async function deliver(bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
    const announced = await shown.take();
    const place = announced && placeOf(announced);
    if (!place) return !signal.aborted;
    if (place.seconds >= endSeconds) return false;
    if (needs.delivery !== 'latest') await readyOrAborted(mailbox, signal);
    if (signal.aborted) return false;
    lastSeconds = place.seconds;
    if (place.resized && !toldResized) {
      toldResized = true;
      options.warn(resolutionChanged(info.source, { ...place.resized, seconds: place.seconds }));
    }
    mailbox.put({
      streamId: options.streamId,
      sequence: frames,
      timestampUs: Math.round(place.seconds * 1e6),
      arrivalMs: options.clock.now(),
      width,
      height,
      format,
      bytes,
      ...(place.discontinuity === undefined ? {} : { discontinuity: place.discontinuity }),
    });
    frames += 1;
    return true;
  }

  await deliverAll();
  const exit = await child.exited;
  if (signal.aborted) return;
  const error = decodeOutcome(options, { exit, frames, lastSeconds, complaints });
  if (error) throw error;

  async function deliverAll(): Promise<void> {
    for await (const chunk of stdoutOf(child)) {
      for (const bytes of splitter.split(chunk)) {
        if (await deliver(bytes)) continue;
        phase = 'stopping';
        await child.stop();
        return;
      }
    }
  }
}

/** Ends where the child is stopped, as it does at its end. */
async function* stdoutOf(child: Child): AsyncGenerator<Uint8Array> {
  try {
    yield* child.stdout as AsyncIterable<Uint8Array>;
  } catch (error) {
    const { stopped } = await child.exited;
    if (!stopped) throw error;
  }
}
