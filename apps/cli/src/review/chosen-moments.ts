import type { LeftOut } from '@presage/engine';
import { leftOutPart } from '../options/leave-out-option.ts';

/**
 * What an answer leaves out: listed moments, counted from 0, or parts of its own such as `5:00-6:00` or
 * `monday.mp4@5:00-6:00`; nothing for an empty one. Undefined where it means nothing.
 */
export function chosenMoments(
  answer: string,
  count: number,
): readonly (number | LeftOut)[] | 'stop' | undefined {
  const words = answer.split(/[\s,]+/u).filter((word) => word !== '');
  const [first = '', ...others] = words.map((word) => word.toLowerCase());
  if (first === '' || (['k', 'keep'].includes(first) && others.length === 0)) return [];
  if (['s', 'stop', 'q'].includes(first) && others.length === 0) return 'stop';
  if (['a', 'all'].includes(first) && others.length === 0) return [...Array(count).keys()];
  const chosen = words.flatMap((word) => numberOf(word, count) ?? partOf(word) ?? []);
  if (chosen.length === words.length) return [...new Set(chosen)];
  // A video's name may have blanks.
  const whole = partOf(answer);
  return whole && [whole];
}

function numberOf(word: string, count: number): number | undefined {
  const number = /^\d+$/u.test(word) ? Number(word) : 0;
  return number >= 1 && number <= count ? number - 1 : undefined;
}

/** Told from the numbers of moments (1-3) by its colon or its video. */
function partOf(word: string): LeftOut | undefined {
  if (!/[:@]/u.test(word)) return undefined;
  try {
    return leftOutPart(word);
  } catch {
    return undefined;
  }
}
