import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { learnNormal, type LearnNormalOptions, type LearnSummary } from '@presage/engine';
import { lastValueFrom, tap } from 'rxjs';

/** A model that was learned, in a file of its own. */
export interface LearnedModel extends AsyncDisposable {
  readonly path: string;
  readonly summary: LearnSummary;
  /** From the first frame read to the file written. */
  readonly seconds: number;
}

export interface LearnOptions extends Omit<LearnNormalOptions, 'output' | 'signal'> {
  readonly signal: AbortSignal;
}

/** Learns a model as `presage learn` does, for as long as it is wanted. */
export async function learnModel(options: LearnOptions): Promise<LearnedModel> {
  const path = join(tmpdir(), `presage-eval-${randomUUID()}.onnx`);
  const begin = performance.now();
  let summary: LearnSummary | undefined;
  await lastValueFrom(
    learnNormal({ ...options, output: path }).pipe(
      tap((progress) => {
        if (progress.kind === 'done') summary = progress.summary;
      }),
    ),
  );
  return {
    path,
    summary: summary!,
    seconds: (performance.now() - begin) / 1000,
    async [Symbol.asyncDispose]() {
      await rm(path, { force: true });
    },
  };
}
