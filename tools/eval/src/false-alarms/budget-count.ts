import { poissonInterval } from '@presage/anomaly';

/** False alarms that were told in unseen normal footage, and those that were wished for. */
export interface BudgetCount {
  readonly hourly: number;
  readonly told: number;
  readonly wished: number;
}

/** What the promise allows, either way. */
const factor = 2;

/** Counts of several pieces of footage, budget by budget. */
export function pooled(counts: readonly (readonly BudgetCount[])[]): readonly BudgetCount[] {
  return (counts[0] ?? []).map(({ hourly }, index) => ({
    hourly,
    told: counts.reduce((sum, each) => sum + each[index]!.told, 0),
    wished: counts.reduce((sum, each) => sum + each[index]!.wished, 0),
  }));
}

/** `3 of 4.2: ×0.7 (0.1–2.1), within 2`: the count, its share of the wish with a 95 % Poisson interval. */
export function budgetWords({ told, wished }: BudgetCount): string {
  const [low, high] = poissonInterval(told);
  const share = told / wished;
  const verdict =
    share >= 1 / factor && share <= factor
      ? `within ${factor}`
      : low / wished > factor || high / wished < 1 / factor
        ? `not within ${factor}`
        : `cannot be told from within ${factor}`;
  return `${told} of ${wished.toFixed(1)}: ×${share.toFixed(2)} (${(low / wished).toFixed(2)}–${(high / wished).toFixed(2)}), ${verdict}`;
}
