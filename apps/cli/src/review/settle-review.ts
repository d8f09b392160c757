import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { InputError } from '@presage/core';
import type { FootageReview, LeftOut } from '@presage/engine';
import type { CommandContext } from '../frame/command-context.ts';
import { chosenMoments } from './chosen-moments.ts';
import { leaveOutFlag, momentWords, partOf } from './moment-words.ts';
import { writeMomentPictures } from './write-moment-pictures.ts';

const question = 'Enter keeps all; numbers (1,3), "all" or times (5:00-6:00) leave out; s stops:';

export interface SettleReviewOptions {
  /** Ask nothing. */
  readonly yes?: boolean;
  readonly context: CommandContext;
}

/**
 * Shows the least normal moments of footage that is called normal, and gives what to leave out of it:
 * what a person says where one sits at the terminal, else nothing. Throws InputError
 * `learning-declined`.
 */
export async function settleReview(
  review: FootageReview,
  { yes = false, context }: SettleReviewOptions,
): Promise<readonly LeftOut[]> {
  const { logger, ask, signal } = context;
  const { moments } = review;
  if (moments.length === 0) {
    if (review.reviewed) logger.info('Nothing in the footage stands out.');
    return [];
  }
  const standing = moments.filter(({ standsOut }) => standsOut);
  const heading =
    standing.length > 0
      ? 'Least like the rest of this footage, which is to be learned as normal:'
      : 'Nothing in the footage clearly stands out. Least like the rest, and to be learned as normal:';
  const tell = (lines: readonly string[]) =>
    standing.length > 0 ? logger.warn(lines.join('\n')) : logger.info(lines.join('\n'));
  const listed = moments.map((moment, index) => `  ${index + 1}  ${momentWords(moment)}`);
  if (yes || !ask) {
    tell([heading, ...listed, howToLeaveOut(standing.length > 0 ? standing : moments, review)]);
    return [];
  }
  await using folder = await mkdtempDisposable(join(tmpdir(), 'presage-review-'));
  const pictures = await writeMomentPictures(moments, { folder: folder.path, signal });
  tell([heading, ...listed.flatMap((line, index) => [line, `     ${pictures[index]!}`])]);
  for (;;) {
    const answer = await ask(question);
    const chosen = chosenMoments(answer, moments.length);
    if (chosen === 'stop') {
      throw new InputError({
        code: 'learning-declined',
        message: 'stopped: nothing was learned',
      });
    }
    const parts = chosen?.map((part) => (typeof part === 'number' ? partOf(moments[part]!) : part));
    if (parts?.every((part) => namesVideo(part, review))) return parts;
    logger.warn(
      parts
        ? `Say of which video it is a part: ${basename(review.videos[0] ?? '')}@5:00-6:00`
        : `"${answer}" is none of these.`,
    );
  }
}

function howToLeaveOut(moments: FootageReview['moments'], review: FootageReview): string {
  const [first, ...others] = moments.map((moment) => leaveOutFlag(partOf(moment), review));
  return moments[0]?.standsOut
    ? `All of it is learned from. To leave out what stands out: ${[first, ...others].join(' ')}`
    : `All of it is learned from. To leave a part out, as the first: ${first}`;
}

/** Whether a part is of one of the videos that are there. */
function namesVideo({ video }: LeftOut, { videos }: FootageReview): boolean {
  if (video === undefined) return videos.length === 1;
  return videos.some((path) => path === video || basename(path) === video);
}
