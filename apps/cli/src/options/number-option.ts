import { InvalidArgumentError } from 'commander';

export interface NumberRule {
  /** The smallest value allowed. */
  readonly min?: number;
  /** The value must be larger than this. */
  readonly above?: number;
  /** The largest value allowed. */
  readonly max?: number;
  readonly integer?: true;
}

/** A parser for commander: a number that keeps to the rule, or an error that states it. */
export function numberOption(rule: NumberRule): (text: string) => number {
  return (text) => {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    const { min = -Infinity, above = -Infinity, max = Infinity, integer } = rule;
    const holds = value >= min && value > above && value <= max && Number.isFinite(value);
    if (holds && (!integer || Number.isInteger(value))) return value;
    throw new InvalidArgumentError(`It must be ${describe(rule)}.`);
  };
}

function describe({ min, above, max, integer }: NumberRule): string {
  const bounds = [
    min === undefined ? undefined : `${min} or more`,
    above === undefined ? undefined : `above ${above}`,
    max === undefined ? undefined : `at most ${max}`,
  ].filter((bound) => bound !== undefined);
  const kind = integer ? 'a whole number' : 'a number';
  return bounds.length > 0 ? `${kind}, ${bounds.join(' and ')}` : kind;
}
