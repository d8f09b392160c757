import { evaluateClips, type EvaluationSummary } from '@presage/engine';
import { openModel } from '@presage/model';
import { lastValueFrom, tap } from 'rxjs';
import { avenue } from '../footage/real-footage.ts';

/** What a model file is worth on Avenue's test clips, as `presage eval` measures it. */
export async function evaluatedOnAvenue(
  path: string,
  signal: AbortSignal,
): Promise<EvaluationSummary> {
  await using model = await openModel(path, { signal, device: 'cpu' });
  let summary: EvaluationSummary | undefined;
  const normal = avenue.train.map((video) => ({ path: video }));
  await lastValueFrom(
    evaluateClips({ model, clips: avenue.clips, labels: avenue.labels, normal, signal }).pipe(
      tap((progress) => {
        if (progress.kind === 'done') summary = progress.summary;
      }),
    ),
  );
  return summary!;
}
