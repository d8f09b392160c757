import type { Figure } from './figure.ts';

const heads = ['figure', 'value', 'bar', '', 'against'] as const;

/** The figures as lines of text, one each. */
export function figureTable(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, value, unit, bar, holds, reference }) => [
    name,
    value === null ? '–' : `${digits(value)} ${unit}`,
    `≤ ${digits(bar)} ${unit}`,
    holds === null ? 'not measured' : holds ? 'holds' : 'MISSED',
    reference,
  ]);
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => row[column]!.length)),
  );
  return [heads, ...rows]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function digits(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
