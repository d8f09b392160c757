const hoursADay = 24;
const daysAWeek = 7;
/** From so many a day on, hours say it better. */
const manyADay = 48;

const isWhole = (value: number) => value >= 1 && Math.abs(value - Math.round(value)) < 1e-9;
/** Two digits: nobody knows a rate better. What was asked for as a whole number stays one. */
const told = (value: number) => (isWhole(value) ? Math.round(value) : Number(value.toPrecision(2)));

/**
 * A rate of false alarms, as people say it: `1 false alarm a day`, `2 false alarms an hour`,
 * `one false alarm in 10 days`.
 */
export function falseAlarms(perDay: number): string {
  if (perDay >= manyADay) return count(perDay / hoursADay, 'an hour');
  if (perDay >= 1) return count(perDay, 'a day');
  if (isWhole(perDay * daysAWeek)) return count(perDay * daysAWeek, 'a week');
  return `one false alarm in ${told(1 / perDay)} days`;
}

function count(value: number, period: string): string {
  const number = told(value);
  return `${number} false ${number === 1 ? 'alarm' : 'alarms'} ${period}`;
}
