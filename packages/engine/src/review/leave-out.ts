import { basename } from 'node:path';
import { InputError } from '@presage/core';
import type { FootageSpan } from '@presage/train';
import type { FootageTimeline, TimelineVideo } from './footage-timeline.ts';

/** A part of the normal footage that is not to be learned from. */
export interface LeftOut {
  /** The video: its path, or its name where no other has it. Absent where there is but one. */
  readonly video?: string;
  /** Seconds of the file's time. */
  readonly start: number;
  readonly end: number;
}

/**
 * Footage without what is left out: spans are cut there, so that a model starts anew behind.
 *
 * Throws InputError `leave-out-video`, `leave-out-range`, `leave-out-everything`.
 */
export function leaveOut(
  spans: readonly FootageSpan[],
  timeline: FootageTimeline,
  parts: readonly LeftOut[],
): readonly FootageSpan[] {
  const out = new Set<number>();
  for (const part of parts) for (const frame of framesOf(part, timeline)) out.add(frame);
  if (out.size === 0) return spans;
  const left = spans.flatMap((span) => cut(span, out));
  if (left.length > 0) return left;
  throw new InputError({
    code: 'leave-out-everything',
    message: 'what is left out is all the footage there is; leave out less, or give more video',
  });
}

function framesOf(part: LeftOut, timeline: FootageTimeline): number[] {
  const { start, end } = part;
  const { path, first, seconds } = videoOf(part, timeline);
  const frames = [...seconds.keys()].filter((at) => seconds[at]! >= start && seconds[at]! < end);
  if (start >= 0 && end > start && frames.length > 0) return frames.map((at) => first + at);
  const [from = 0, to = 0] = [seconds[0], seconds.at(-1)];
  throw new InputError({
    code: 'leave-out-range',
    message: `a part to leave out begins before it ends and lies within its video: got ${start}-${end} s of ${basename(path)}, of which ${from.toFixed(1)}-${to.toFixed(1)} s were read`,
    fields: { video: path, start, end, from, to },
  });
}

function videoOf({ video }: LeftOut, timeline: FootageTimeline): TimelineVideo {
  const exact = timeline.filter(({ path }) => video === undefined || path === video);
  const named = timeline.filter(({ path }) => video !== undefined && basename(path) === video);
  const [found, another] = exact.length > 0 ? exact : named;
  if (found && !another) return found;
  const all = timeline.map(({ path }) => path).join(', ');
  throw new InputError({
    code: 'leave-out-video',
    message: `a part to leave out names one of the videos (${all}), by its path where its name is not enough: got ${video ?? 'none'}`,
    fields: { ...(video !== undefined && { video }) },
  });
}

/** What is left of a span, in order. */
function cut({ start, length }: FootageSpan, out: ReadonlySet<number>): FootageSpan[] {
  const left: { start: number; length: number }[] = [];
  for (let frame = start; frame < start + length; frame += 1) {
    if (out.has(frame)) continue;
    const last = left.at(-1);
    if (last && last.start + last.length === frame) last.length += 1;
    else left.push({ start: frame, length: 1 });
  }
  return left;
}
