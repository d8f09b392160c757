import { basename } from 'node:path';
import type { FootageReview, LeftOut, ReviewMoment } from '@presage/engine';
import { regionWords } from '../score/region-words.ts';
import { formatMediaTime } from '../terminal/format-media-time.ts';

/** Seconds on either side of a moment that are left out with it. */
const margin = 1;

/** From this strength on a moment is more than what most footage has. */
const moreThanMost = 0.5;

const places = {
  moves: 'moves like nothing else there',
  looks: 'looks like nothing else there',
  'whole-picture': 'the whole picture changes: was the camera moved or covered?',
} as const;
/** The same of what is not as sure. */
const unsure = {
  moves: 'moves unlike the rest',
  looks: 'looks unlike the rest',
  'whole-picture': 'the whole picture changes',
} as const;

/** `monday.mp4 1:10.0–1:25.2, bottom right (x 62–80 %, y 55–90 %): moves like nothing else there; clearly stands out (2.4 times what it takes)`. */
export function momentWords(moment: ReviewMoment): string {
  const { video, start, end, look, region, strength, standsOut } = moment;
  const where = look === 'whole-picture' ? '' : `, ${regionWords(region)}`;
  const times = `${formatMediaTime(start)}–${formatMediaTime(end)}`;
  const what = (standsOut ? places : unsure)[look];
  return `${basename(video)} ${times}${where}: ${what}; ${strengthWords(strength)}`;
}

/** What a moment's strength means, for a person. */
function strengthWords(strength: number): string {
  if (strength >= 1) return `clearly stands out (${strength.toFixed(1)} times what it takes)`;
  return strength >= moreThanMost ? 'more than most' : 'ordinary';
}

/** The part of its video that goes with a moment. */
export function partOf({ video, start, end }: ReviewMoment): LeftOut {
  return { video, start: Math.max(0, start - margin), end: end + margin };
}

/** As the command line takes it. */
export function leaveOutFlag({ video, start, end }: LeftOut, review: FootageReview): string {
  const name = video === undefined ? '' : `${shortest(video, review)}@`;
  return `--leave-out ${quoted(`${name}${formatMediaTime(start)}-${formatMediaTime(end)}`)}`;
}

/** A video's name, or its path where another has the same name. */
function shortest(video: string, { videos }: FootageReview): string {
  const alike = videos.filter((other) => basename(other) === basename(video));
  return alike.length > 1 ? video : basename(video);
}

/** For a shell, where it needs that. */
export function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/u.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
