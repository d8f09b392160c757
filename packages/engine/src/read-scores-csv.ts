import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { InputError } from '@presage/core';
import { CsvError, parse, type Parser } from 'csv-parse';

/** A scored frame, as `scores.csv` keeps it. */
export interface StoredScore {
  /** Media time in microseconds. */
  readonly timestampUs: number;
  readonly score: number;
  /** Scored, but too soon after a reset to alarm. */
  readonly warmUp: boolean;
}

const neededColumns = ['time_s', 'score', 'warm_up'] as const;

type Row = Readonly<Record<string, string>>;

/** What csv-parse gives for each record with its `info` option. */
interface Numbered {
  readonly record: Row;
  readonly info: { readonly lines: number };
}

/**
 * Reads a `scores.csv` of a report line by line, however long it is: RFC 4180, the columns found by
 * their names in the first line, others passed over.
 *
 * @throws InputError `scores-missing`, `scores-damaged` with the number of the line.
 */
export async function* readScoresCsv(
  path: string,
  { signal }: { readonly signal?: AbortSignal } = {},
): AsyncGenerator<StoredScore> {
  const parser = parse({ bom: true, columns: true, info: true, skip_empty_lines: true });
  // Its errors come out of the parser, which is read below.
  const read = pipeline(createReadStream(path), parser, { ...(signal && { signal }) });
  read.catch(() => {});
  let lastUs = -Infinity;
  let rows = 0;
  try {
    for await (const { record, info } of numbered(parser)) {
      if (rows === 0) checkColumns(record, path);
      rows += 1;
      const stored = scoreFrom(record, { path, line: info.lines });
      if (stored.timestampUs < lastUs) {
        throw damaged(
          { path, line: info.lines },
          `time_s must not go back, and ${record.time_s} comes after ${lastUs / 1e6}`,
        );
      }
      lastUs = stored.timestampUs;
      yield stored;
    }
    await read;
  } catch (error) {
    signal?.throwIfAborted();
    throw told(error, path);
  }
  if (rows === 0) throw damaged({ path, line: 1 }, 'it has no scores');
}

function numbered(parser: Parser): AsyncIterable<Numbered> {
  return parser;
}

function checkColumns(record: Row, path: string): void {
  const missing = neededColumns.filter((column) => !Object.hasOwn(record, column));
  if (missing.length === 0) return;
  throw damaged(
    { path, line: 1 },
    `it must name the columns ${neededColumns.join(', ')}, and lacks ${missing.join(', ')}`,
  );
}

function scoreFrom(
  { time_s: time = '', score = '', warm_up: warmUp = '' }: Row,
  place: Place,
): StoredScore {
  const seconds = numberFrom(time);
  const value = numberFrom(score);
  if (seconds === undefined) {
    throw damaged(place, `time_s must be seconds and is "${time}"`);
  }
  if (value === undefined) throw damaged(place, `score must be a number and is "${score}"`);
  if (warmUp !== '0' && warmUp !== '1') {
    throw damaged(place, `warm_up must be 0 or 1 and is "${warmUp}"`);
  }
  return { timestampUs: Math.round(seconds * 1e6), score: value, warmUp: warmUp === '1' };
}

function numberFrom(text: string): number | undefined {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}

function told(error: unknown, path: string): unknown {
  if (error instanceof CsvError) {
    const line = typeof error.lines === 'number' ? error.lines : 1;
    return damaged({ path, line }, error.message, error);
  }
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'ENOENT' && code !== 'EISDIR') return error;
  return new InputError({
    code: 'scores-missing',
    message: `there are no scores at ${path}: give the scores.csv of a report that presage score wrote`,
    cause: error,
    fields: { path },
  });
}

/** Where in a file. */
interface Place {
  readonly path: string;
  readonly line: number;
}

function damaged({ path, line }: Place, why: string, cause?: unknown): InputError {
  return new InputError({
    code: 'scores-damaged',
    message: `${path} cannot be read as scores, line ${line}: ${why}; give the scores.csv of a report that presage score wrote`,
    cause,
    fields: { path, line },
  });
}
