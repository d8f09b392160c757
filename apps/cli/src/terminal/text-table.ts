import { stripVTControlCharacters } from 'node:util';

/** A column: its heading, and on which side its cells begin. */
export interface Column {
  readonly heading: string;
  /** Default `left`; numbers read better on the `right`. */
  readonly align?: 'left' | 'right';
}

/** Lays rows out in columns, two spaces between, one line each; colours don't count. */
export function textTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string {
  const lines = [columns.map(({ heading }) => heading), ...rows];
  const widths = columns.map((_, index) =>
    Math.max(...lines.map((line) => visibleLength(line[index] ?? ''))),
  );
  return lines
    .map((line) =>
      columns
        .map(({ align }, index) => {
          const cell = line[index] ?? '';
          const space = ' '.repeat((widths[index] ?? 0) - visibleLength(cell));
          return align === 'right' ? space + cell : cell + space;
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function visibleLength(text: string): number {
  return stripVTControlCharacters(text).length;
}
