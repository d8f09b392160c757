import type { LeftOut } from '@presage/engine';
import { InvalidArgumentError, Option } from 'commander';

/** `monday.mp4@1:10-1:25`; the last `@` parts, as names may have one. */
const form = /^(?:(?<video>.+)@)?(?<start>[\d:.]+)\s*(?:-|–|\.\.)\s*(?<end>[\d:.]+)$/u;
const time = /^(?:(?:(?<hours>\d+):)?(?<minutes>\d+):)?(?<seconds>\d+(?:\.\d+)?)$/u;

/**
 * A parser for commander: a part of a video, `monday.mp4@1:10-1:25`, `monday.mp4@70-85.5`, or
 * `1:10-1:25` where there is but one. Times are seconds, minutes:seconds or hours:minutes:seconds.
 */
export function leftOutPart(text: string): LeftOut {
  const { video, start = '', end = '' } = form.exec(text.trim())?.groups ?? {};
  const part = { start: secondsOf(start), end: secondsOf(end) };
  if (!(part.end > part.start)) {
    throw new InvalidArgumentError(
      'It must be a part of a video that begins before it ends, such as monday.mp4@1:10-1:25, or 70-85 where there is one video.',
    );
  }
  return { ...(video !== undefined && { video }), ...part };
}

/** `--leave-out <part>`, any number of times. */
export function leaveOutOption(): Option {
  return new Option(
    '--leave-out <part>',
    'do not learn from this part: [video@]from-to, as in monday.mp4@1:10-1:25',
  ).argParser((text: string, before: readonly LeftOut[] | undefined) => [
    ...(before ?? []),
    leftOutPart(text),
  ]);
}

function secondsOf(text: string): number {
  const { hours = '0', minutes = '0', seconds } = time.exec(text)?.groups ?? {};
  return seconds === undefined
    ? NaN
    : 3600 * Number(hours) + 60 * Number(minutes) + Number(seconds);
}
