import { stat } from 'node:fs/promises';
import { parseCalibration, type Calibration, type Zones } from '@presage/anomaly';
import { InputError } from '@presage/core';
import { readModelFile, weightsOf } from '@presage/model';
import { switchMap, type Observable } from 'rxjs';
import { notGiven } from './continue-learning-calibration.ts';
import { markFootage, marksOf } from './continue-learning-marks.ts';
import type { FootageRecord } from './home/home-index.ts';
import { openModelHome, type ModelHome } from './home/model-home.ts';
import { learnNormal, type LearnNormalOptions } from './learn-normal.ts';
import type { LearnProgress } from './learn-progress.ts';
import { observableWork } from './observable-work.ts';
import type { FootageSource } from './read-footage.ts';
import type { LeftOut } from './review/leave-out.ts';
import { versionChain } from './home/version-chain.ts';

export interface ContinueLearningOptions extends Omit<
  LearnNormalOptions,
  'sources' | 'output' | 'spec' | 'earlier'
> {
  /** The model file to learn on; replaced by its new version. */
  readonly model: string;
  /** Normal video of the camera. Default: what the model was learned from, where it is still there. */
  readonly sources?: readonly FootageSource[];
}

/**
 * Learns on from a model's weights, shorter than anew: from normal footage and from the events that
 * were marked normal, and calibrates anew on footage it held back. Marks go over to the new version, as
 * does what was drawn and wished for. What the model was stays a version of its home.
 *
 * Errors as {@link learnNormal} does; InputError `model-not-learnable`, `no-normal-footage`.
 */
export function continueLearning(options: ContinueLearningOptions): Observable<LearnProgress> {
  return observableWork<LearnNormalOptions>(async ({ subscriber }) => {
    subscriber.next(await planOf(options));
  }, options.signal).pipe(switchMap(learnNormal));
}

async function planOf({
  model,
  sources: given = [],
  ...options
}: ContinueLearningOptions): Promise<LearnNormalOptions> {
  const file = await readModelFile(model);
  const { spec, weights } = weightsOf(file, model);
  const calibration = parseCalibration(file.calibration);
  const home = await openModelHome(model);
  const sources = given.length > 0 ? given : await learnedFrom(home, model);
  const { falseAlarmsPerDay = calibration.falseAlarmsPerDay } = options;
  const zones = options.zones ?? drawnOn(calibration);
  return {
    ...options,
    ...(given.length === 0 && {
      // What was no part of its normal footage does not become one now.
      leaveOut: [...(file.provenance?.leftOut ?? []), ...(options.leaveOut ?? [])].map(asLeftOut),
    }),
    sources,
    output: model,
    spec,
    ...(zones && { zones }),
    ...(falseAlarmsPerDay !== undefined && { falseAlarmsPerDay }),
    earlier: {
      weights,
      clips: marksOf(home).map((mark) => markFootage(home, mark).path),
      view: calibration.view,
      before: notGiven(recordsOf(home), sources),
    },
  };
}

function asLeftOut({
  video,
  start,
  end,
}: {
  readonly video?: string | undefined;
  readonly start: number;
  readonly end: number;
}): LeftOut {
  return { ...(video !== undefined && { video }), start, end };
}

/** What was drawn on the picture for a calibration; undefined where that is nothing. */
function drawnOn({ masks = [], zones = [] }: Calibration): Zones | undefined {
  return masks.length + zones.length > 0 ? { version: 1, masks, zones } : undefined;
}

function recordsOf(home: ModelHome): readonly FootageRecord[] {
  return versionChain(home).find(({ footage }) => footage.length > 0)?.footage ?? [];
}

/** What a model was learned from, as far as it is still the same. */
async function learnedFrom(home: ModelHome, model: string): Promise<readonly FootageSource[]> {
  const records = recordsOf(home);
  const there = (await unchanged(records)).map(
    ({ path, startSeconds, durationSeconds }): FootageSource => ({
      path,
      ...(startSeconds !== undefined && { startSeconds }),
      ...(durationSeconds !== undefined && { durationSeconds }),
    }),
  );
  if (there.length > 0) return there;
  const gone =
    records.length > 0
      ? `${records.map(({ path }) => path).join(', ')} that it was learned from ${records.length > 1 ? 'are' : 'is'} gone or changed`
      : 'nobody knows which it was learned from';
  throw new InputError({
    code: 'no-normal-footage',
    message: `learning on needs normal footage of the camera, as marked events alone do not show what is normal: none was given, and ${gone}; give some: presage learn --continue --model ${model} <video...>`,
    fields: { model },
  });
}

async function unchanged(records: readonly FootageRecord[]): Promise<readonly FootageRecord[]> {
  const same: FootageRecord[] = [];
  for (const record of records) {
    const found = await stat(record.path).catch(() => undefined);
    if (found?.size === record.bytes && found.mtime.toISOString() === record.modified) {
      same.push(record);
    }
  }
  return same;
}
