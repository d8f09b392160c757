const hoursADay = 24;
const daysAWeek = 7;
/** From so many a day on, hours say it better. */
const manyADay = 24;

/** A rate as people say it: a number in a period, or one in a number of days. */
type Rate =
  | { readonly count: number; readonly period: 'an hour' | 'a day' | 'a week' }
  | { readonly inDays: number };

const isWhole = (value: number) => value >= 1 && Math.abs(value - Math.round(value)) < 1e-9;
/** Two digits: nobody knows a rate better. What was asked for as a whole number stays one. */
const told = (value: number) => (isWhole(value) ? Math.round(value) : Number(value.toPrecision(2)));

function rateOf(perDay: number): Rate {
  if (perDay >= manyADay) return { count: told(perDay / hoursADay), period: 'an hour' };
  if (perDay >= 1) return { count: told(perDay), period: 'a day' };
  if (isWhole(perDay * daysAWeek)) return { count: told(perDay * daysAWeek), period: 'a week' };
  return { inDays: told(1 / perDay) };
}

/**
 * A rate of false alarms: `1 false alarm a day`, `2 false alarms an hour`, `one false alarm in 10
 * days`. Takes a number a day.
 */
export function falseAlarms(perDay: number): string {
  const rate = rateOf(perDay);
  if ('inDays' in rate) return `one false alarm in ${rate.inDays} days`;
  return `${rate.count} false ${rate.count === 1 ? 'alarm' : 'alarms'} ${rate.period}`;
}

/** The same where it is clear what is counted: `1 a day`, `one in 10 days`. */
export function alarmRate(perDay: number): string {
  const rate = rateOf(perDay);
  return 'inDays' in rate ? `one in ${rate.inDays} days` : `${rate.count} ${rate.period}`;
}
