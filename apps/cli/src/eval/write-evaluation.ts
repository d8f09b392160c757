import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EvaluatedClip, EvaluationSummary } from '@presage/engine';
import { evaluationPage } from './evaluation-page.ts';
import { scoreRows } from './score-rows.ts';

/** What is written. */
export const evaluationFiles = {
  page: 'evaluation.html',
  figures: 'evaluation.json',
  scores: 'scores.csv',
} as const;

export interface WrittenEvaluation {
  readonly evaluation: EvaluationSummary & { readonly model: string };
  readonly scored: readonly EvaluatedClip[];
}

/** Writes the page, the figures and the scores into a folder; gives their paths. */
export async function writeEvaluation(
  folder: string,
  { evaluation, scored }: WrittenEvaluation,
): Promise<Readonly<Record<keyof typeof evaluationFiles, string>>> {
  const styles = await readFile(new URL('../../assets/evaluation.css', import.meta.url), 'utf8');
  await mkdir(folder, { recursive: true });
  const at = (name: string) => join(folder, name);
  await writeFile(at(evaluationFiles.scores), scoreRows(scored));
  await writeFile(at(evaluationFiles.figures), `${JSON.stringify(evaluation, undefined, 2)}\n`);
  await writeFile(at(evaluationFiles.page), evaluationPage({ evaluation, scored, styles }));
  return {
    page: at(evaluationFiles.page),
    figures: at(evaluationFiles.figures),
    scores: at(evaluationFiles.scores),
  };
}
