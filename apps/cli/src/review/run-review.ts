import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { reviewVideos, type FootageReview, type LeftOut } from '@presage/engine';
import { lastValueFrom, tap } from 'rxjs';
import type { CommandContext } from '../frame/command-context.ts';
import type { CommandResult } from '../frame/command-result.ts';
import { checkApart } from '../output/check-apart.ts';
import { checkWritableFolder } from '../output/check-writable.ts';
import { makeFolder } from '../output/make-folder.ts';
import { createPhases } from '../terminal/phases.ts';
import { leaveOutFlag, momentWords, partOf, quoted } from './moment-words.ts';
import { reviewPage } from './review-page.ts';
import { writeMomentPictures } from './write-moment-pictures.ts';

export interface RunReviewOptions {
  readonly videos: readonly string[];
  /** Folder of the page. Default: none is written. */
  readonly out?: string;
  readonly leaveOut?: readonly LeftOut[];
  readonly start?: number;
  readonly duration?: number;
  readonly context: CommandContext;
}

const pageName = 'review.html';

/** Shows what is least normal in footage. */
export async function runReview(options: RunReviewOptions): Promise<CommandResult> {
  const { videos, out, leaveOut, start, duration } = options;
  const { signal, logger, progress } = options.context;
  await using folders = new AsyncDisposableStack();
  if (out !== undefined) {
    await checkApart({ inputs: videos, outputs: [join(out, pageName)] });
    folders.use(await makeFolder(out));
    await checkWritableFolder(out, [pageName]);
  }
  using phases = createPhases(progress);
  const last = await lastValueFrom(
    reviewVideos({
      sources: videos.map((path) => ({
        path,
        ...(start !== undefined && { startSeconds: start }),
        ...(duration !== undefined && { durationSeconds: duration }),
      })),
      ...(leaveOut && { leaveOut }),
      signal,
      logger,
    }).pipe(
      tap((told) => {
        if (told.kind === 'reading') {
          const { source, seconds, totalSeconds } = told;
          phases.show(`Reading ${basename(source)}`, {
            ...(totalSeconds !== undefined && { fraction: Math.min(1, seconds / totalSeconds) }),
            detail: `${seconds.toFixed(0)} s of video`,
          });
        }
        if (told.kind === 'reviewing') {
          phases.show('Looking it over', {
            fraction: told.frames / told.totalFrames,
            detail: `${told.frames} of ${told.totalFrames} frames`,
          });
        }
        if (told.kind === 'done') phases.end();
      }),
    ),
  );
  if (last.kind !== 'done') throw new TypeError(`a review ended while ${last.kind}`);
  const { review, warnings } = last;
  const command = learnCommand(review);
  if (out !== undefined) {
    const pictures = await writeMomentPictures(review.moments, { folder: out, signal });
    const page = reviewPage({ review, pictures: pictures.map((path) => basename(path)), command });
    await writeFile(join(out, pageName), page);
  }
  return {
    json: { ...review, warnings, learn: command, ...(out && { page: join(out, pageName) }) },
    text: () => reviewText(review, { command, page: out && join(out, pageName) }),
  };
}

/** The command line that learns from all but what stands out. */
function learnCommand(review: FootageReview): string {
  const flags = review.moments
    .filter(({ standsOut }) => standsOut)
    .map((moment) => ` ${leaveOutFlag(partOf(moment), review)}`);
  return `presage learn ${review.videos.map(quoted).join(' ')}${flags.join('')} --model camera.onnx`;
}

function reviewText(
  review: FootageReview,
  { command, page }: { readonly command: string; readonly page: string | undefined },
): string {
  const standing = review.moments.filter(({ standsOut }) => standsOut).length;
  const lines: string[] = [];
  if (!review.reviewed) {
    lines.push(
      `${review.seconds.toFixed(0)} s of footage are too short to hold a moment against the rest; give a minute or more`,
    );
  } else if (standing === 0) lines.push('Nothing clearly stands out.');
  else lines.push(`${standing} of these clearly ${standing === 1 ? 'stands' : 'stand'} out:`);
  if (review.moments.length > 0 && standing === 0) lines.push('Least like the rest:');
  lines.push(...review.moments.map((moment, index) => `  ${index + 1}  ${momentWords(moment)}`));
  if (page !== undefined) lines.push(`With pictures: ${page}`);
  lines.push(`To learn: ${command}`);
  return lines.join('\n');
}
