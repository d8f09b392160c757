import { basename } from 'node:path';
import type { ModelHome, Version } from '@presage/engine';
import { formatScore } from '../terminal/format-score.ts';
import type { Style } from '../terminal/style.ts';
import { textTable } from '../terminal/text-table.ts';

export interface VersionsTextOptions {
  readonly modelPath: string;
  readonly home: Pick<ModelHome, 'versions' | 'current' | 'rollBacks'>;
  /** Versions whose files were just removed. */
  readonly removed: readonly Version[];
  readonly style: Style;
}

/** How a version came to be, in a word or two. */
const origins: Readonly<Record<Version['origin'], string>> = {
  learned: 'learned',
  continued: 'learned on',
  feedback: 'feedback',
  forgotten: 'forgotten',
  calibrated: 'calibrated',
  threshold: 'threshold',
  replaced: 'found there',
};

const moment = (iso: string): string => iso.slice(0, 16).replace('T', ' ');

/** A model's versions as a table, and the ways back that were taken. */
export function versionsText({ modelPath, home, removed, style }: VersionsTextOptions): string {
  const { versions, current, rollBacks } = home;
  if (versions.length === 0) {
    return `${modelPath} has no versions yet: presage learn and presage feedback make them.`;
  }
  const table = textTable(
    [
      { heading: '' },
      { heading: '', align: 'right' },
      { heading: 'made (UTC)' },
      { heading: 'how' },
      { heading: 'from', align: 'right' },
      { heading: 'alarms at', align: 'right' },
      { heading: 'of' },
    ],
    versions.map((version) => [
      version.number === current?.number ? '→' : '',
      String(version.number),
      moment(version.made),
      origins[version.origin],
      version.from === undefined ? '' : String(version.from),
      version.threshold === undefined ? '' : formatScore(version.threshold),
      ofWhat(version),
    ]),
  );
  const back = rollBacks.map(
    ({ at, from, to }) =>
      `${moment(at)}  rolled back ${from === undefined ? '' : `from ${from} `}to ${to}`,
  );
  return [
    table,
    ...(back.length > 0 ? ['', ...back] : []),
    ...(current
      ? []
      : [
          '',
          style.problem(
            `${modelPath} is none of these: something else wrote it. The next change keeps it as a version.`,
          ),
        ]),
    ...(removed.length > 0
      ? ['', `removed: ${removed.map(({ number }) => number).join(', ')}`]
      : []),
  ].join('\n');
}

function ofWhat({ footage, marks, origin, pruned }: Version): string {
  const videos = footage.map(({ path }) => basename(path)).join(', ');
  const events = marks.length === 0 ? '' : `event ${marks.join(', ')}`;
  const what =
    origin === 'continued' && events
      ? [videos, events].filter(Boolean).join(' and ')
      : videos || events;
  return pruned ? `${what} (file removed)`.trim() : what;
}
