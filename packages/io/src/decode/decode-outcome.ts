import { FatalError, InputError, type PresageError } from '@presage/core';
import type { ChildExit } from '../child/start-child.ts';
import type { VideoWarning } from '../video-warning.ts';
import type { Complaints } from './complaints.ts';
import type { DecodeOptions } from './decode-options.ts';

/** How a reading went: to the end of what ffmpeg gave, or of what was asked for (`exit.stopped`). */
export interface DecodeEnd {
  readonly exit: ChildExit;
  readonly frames: number;
  /** Place of the last frame in the file. */
  readonly lastSeconds: number;
  readonly complaints: Complaints;
}

/** Less than this missing at the end is rounding, or sound that outlasts the picture. */
const tolerance = { seconds: 1, intervals: 3, share: 0.01 };

/** The error that a reading ends with, or undefined; warns of what can be lived with. */
export function decodeOutcome(options: DecodeOptions, end: DecodeEnd): PresageError | undefined {
  const { source } = options.info;
  const { exit, frames, complaints } = end;
  const said = exit.lastLines.slice(-3).join('; ');
  const fields = { source, said };
  if (exit.signal !== null && !exit.stopped) {
    return new FatalError({
      code: 'ffmpeg-died',
      message: `ffmpeg was ended by ${exit.signal} while it decoded ${source}. Was it killed, or out of memory? It said: ${said}`,
      fields,
    });
  }
  if (frames === 0) return nothingDecoded(options, end);
  if (exit.code !== 0 && !exit.stopped && complaints.count === 0) {
    return new FatalError({
      code: 'ffmpeg-failed',
      message: `ffmpeg gave up decoding ${source} (exit ${exit.code}). It said: ${said}`,
      fields,
    });
  }
  if (complaints.count > 0) options.warn(corrupt(source, complaints));
  const truncated = exit.stopped ? undefined : truncation(options, end);
  if (truncated) options.warn(truncated);
  return undefined;
}

function nothingDecoded({ info, startSeconds }: DecodeOptions, { exit, complaints }: DecodeEnd) {
  const { source } = info;
  const late = complaints.count === 0 && (startSeconds > 0 || exit.stopped);
  return new InputError(
    late
      ? {
          code: 'video-out-of-range',
          message: `${source} has no frame in the stretch asked for, from ${startSeconds} s on. Start earlier, or read more of it.`,
          fields: { source, startSeconds },
        }
      : {
          code: 'video-undecodable',
          message: `No frame of ${source} could be decoded (${complaints.first ?? exit.lastLines.at(-1) ?? `exit ${exit.code}`}). Copy or record it again.`,
          fields: { source, complaints: complaints.count },
        },
  );
}

function corrupt(source: string, { count, first }: Complaints): VideoWarning {
  return {
    code: 'video-corrupt',
    message: `${source} is damaged: ffmpeg complained ${count} times and decoded what it could. The first: ${first ?? ''}`,
    fields: { source, complaints: count, first },
  };
}

function truncation(options: DecodeOptions, end: DecodeEnd): VideoWarning | undefined {
  const { info, needs, endSeconds = Infinity } = options;
  const promised = Math.min(info.durationSeconds ?? 0, endSeconds);
  const missing = promised - end.lastSeconds;
  const interval = 1 / Math.min(needs.frameRate, info.frameRate);
  const { seconds, intervals, share } = tolerance;
  if (missing <= Math.max(seconds, intervals * interval, share * promised)) return undefined;
  const read = Math.round(end.lastSeconds * 1000) / 1000;
  return {
    code: 'video-truncated',
    message: `${info.source} ends early: it could be read up to ${read.toFixed(1)} s of the ${promised.toFixed(1)} s it promises.`,
    fields: { source: info.source, readSeconds: read, promisedSeconds: promised },
  };
}
