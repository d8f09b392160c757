import { styleText } from 'node:util';

type Paint = (text: string) => string;

/** Colours of a stream: none where it is no terminal, or where `NO_COLOR` is set. */
export interface Style {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly good: Paint;
  readonly warning: Paint;
  readonly problem: Paint;
}

/** Colours as this stream can show them. */
export function styleOf(stream: NodeJS.WritableStream): Style {
  const paint =
    (format: Parameters<typeof styleText>[0]): Paint =>
    (text) =>
      styleText(format, text, { stream });
  return {
    bold: paint('bold'),
    dim: paint('dim'),
    good: paint('green'),
    warning: paint('yellow'),
    problem: paint('red'),
  };
}

const asItIs: Paint = (text) => text;

/** No colours. */
export const plainStyle: Style = {
  bold: asItIs,
  dim: asItIs,
  good: asItIs,
  warning: asItIs,
  problem: asItIs,
};
