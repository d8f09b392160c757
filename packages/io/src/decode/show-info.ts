/** What ffmpeg's `showinfo` filter tells of a frame. */
export interface ShownFrame {
  /** Seconds since the first moment that was asked for; undefined where the source gives none. */
  readonly seconds: number | undefined;
  /** Pixels of the source. */
  readonly width: number;
  /** Pixels of the source. */
  readonly height: number;
}

const frame = /\] n: *\d+ pts: *(-?\d+|NOPTS) .*? s:(\d+)x(\d+) /u;
const configuration = /\] config in time_base: *(\d+)\/(\d+)/u;

/**
 * Reads the lines of the filter instance `name`. A line of another origin gives `undefined`, a
 * line of the filter that is no frame `null`.
 */
export function createShowInfoReader(
  name: string,
): (line: string) => ShownFrame | null | undefined {
  // Changes with the picture's size: ffmpeg then builds its filters anew.
  let timeBase = { over: Number.NaN, under: 1 };
  return (line) => {
    const start = line.indexOf(`[${name} @`);
    if (start < 0) return undefined;
    const text = line.slice(start);
    const shown = frame.exec(text);
    if (shown) {
      const seconds = (Number(shown[1]) * timeBase.over) / timeBase.under;
      return {
        seconds: Number.isFinite(seconds) ? seconds : undefined,
        width: Number(shown[2]),
        height: Number(shown[3]),
      };
    }
    const base = configuration.exec(text);
    if (base) timeBase = { over: Number(base[1]), under: Number(base[2]) };
    return null;
  };
}
