import { lengthText } from './time-text.ts';
import { scoreText } from './number-text.ts';

/** A number of false alarms a day as people say it: `1 a day`, `2 an hour`, `one in 10 days`. */
export function rateText(perDay: number): string {
  if (perDay >= 1440) return `${scoreText(perDay / 1440)} a minute`;
  if (perDay >= 24) return `${scoreText(perDay / 24)} an hour`;
  if (perDay >= 1) return `${scoreText(perDay)} a day`;
  const days = 1 / perDay;
  return days < 1.05 ? '1 a day' : `one in ${scoreText(days)} days`;
}

/** A length of normal footage: `16.0 s`, `1 h 10 min`, `12 days`. */
export function footageText(seconds: number): string {
  const days = seconds / 86_400;
  return days >= 2 ? `${scoreText(days)} days` : lengthText(seconds);
}
