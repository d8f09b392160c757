import { InvalidArgumentError, Option } from 'commander';

/** How many of each unit of time a day has. */
const perDayOf = {
  minute: 1440,
  hour: 24,
  day: 1,
  week: 1 / 7,
  month: 1 / 30,
  year: 1 / 365,
} as const;

type Unit = keyof typeof perDayOf;

/** `1/day`, `2/hour`, `1/10 days`, `0.5`. */
const rate = /^\s*(?<count>[\d.eE+-]+)\s*(?:\/\s*(?<length>\d*\.?\d*)\s*(?<unit>[a-z]+?)s?\s*)?$/u;

const isUnit = (word: string): word is Unit => Object.hasOwn(perDayOf, word);

/**
 * A parser for commander: a rate of false alarms as people say it (`1/day`, `2/hour`, `1/week`,
 * `1/10days`), or a bare number, which is a day. Gives a number a day.
 */
export function falseAlarmRate(text: string): number {
  const { count = '', length = '', unit = 'day' } = rate.exec(text)?.groups ?? {};
  const time = length === '' ? 1 : Number(length);
  const perDay = isUnit(unit) ? (Number(count || NaN) * perDayOf[unit]) / time : NaN;
  if (perDay > 0 && Number.isFinite(perDay)) return perDay;
  throw new InvalidArgumentError(
    'It must be a rate above 0, such as 1/day, 2/hour, 1/week, 1/10days, or a number a day.',
  );
}

/** `--false-alarms <rate>`; the value is a number a day. */
export function falseAlarmsOption(description: string): Option {
  return new Option('--false-alarms <rate>', description).argParser(falseAlarmRate);
}
