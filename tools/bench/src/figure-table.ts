import type { Figure } from './figure.ts';

const heads = ['figure', 'value', 'bar', '', 'against'] as const;

/** The figures as lines of text, one each. */
export function figureTable(figures: readonly Figure[]): string {
  const rows = [heads, ...figures.map(rowOf)];
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function rowOf(figure: Figure): readonly string[] {
  const { name, value, unit, bar, better = 'less', reference } = figure;
  return [
    name,
    value === null ? '–' : `${digits(value)} ${unit}`,
    unit === '' ? '' : `${better === 'less' ? '≤' : '≥'} ${digits(bar)} ${unit}`,
    verdictOn(figure),
    reference,
  ];
}

function verdictOn({ value, holds }: Figure): string {
  if (holds === null) return 'not measured';
  if (value === null) return 'FAILED';
  return holds ? 'holds' : 'MISSED';
}

function digits(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
