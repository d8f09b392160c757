import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '@presage/core';
import type { FootageReview, LeftOut } from '@presage/engine';
import type { CommandContext } from '../frame/command-context.ts';
import { chosenMoments } from './chosen-moments.ts';
import { leaveOutFlag, momentWords, partOf } from './moment-words.ts';
import { writeMomentPictures } from './write-moment-pictures.ts';

export interface SettleReviewOptions {
  /** Ask nothing. */
  readonly yes?: boolean;
  readonly context: CommandContext;
}

/**
 * Shows what stands out in footage that is called normal, and gives what to leave out of it: what a
 * person says where one sits at the terminal, else nothing. Throws InputError `learning-declined`.
 */
export async function settleReview(
  review: FootageReview,
  { yes = false, context }: SettleReviewOptions,
): Promise<readonly LeftOut[]> {
  const { logger, ask, signal } = context;
  const moments = review.moments.filter(({ standsOut }) => standsOut);
  const parts = moments.map(partOf);
  if (moments.length === 0) {
    if (review.reviewed) logger.info('Nothing in the footage clearly stands out.');
    return [];
  }
  const listed = moments.map((moment, index) => `  ${index + 1}  ${momentWords(moment)}`);
  const heading = `Unlike all the rest of this footage, which is to be learned as normal:`;
  if (yes || !ask) {
    const flags = parts.map((part) => leaveOutFlag(part, review)).join(' ');
    logger.warn(
      [heading, ...listed, `It is learned from all the same. To leave it out: ${flags}`].join('\n'),
    );
    return [];
  }
  await using folder = await mkdtempDisposable(join(tmpdir(), 'presage-review-'));
  const pictures = await writeMomentPictures(moments, { folder: folder.path, signal });
  logger.warn(
    [heading, ...listed.flatMap((line, index) => [line, `     ${pictures[index]!}`])].join('\n'),
  );
  for (;;) {
    const answer = await ask('Enter keeps all; numbers (1,3) or "all" leave out; s stops:');
    const chosen = chosenMoments(answer, moments.length);
    if (chosen === 'stop') {
      throw new InputError({
        code: 'learning-declined',
        message: 'stopped: nothing was learned',
      });
    }
    if (chosen) return chosen.map((index) => parts[index]!);
    logger.warn(`"${answer}" is none of these.`);
  }
}
