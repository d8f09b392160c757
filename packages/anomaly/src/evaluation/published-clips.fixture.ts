import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { ScoredClip } from './evaluate-scores.ts';

const path = fileURLToPath(
  new URL('../../../../../shared/data/avenue/published_scores.json', import.meta.url),
);

const ranges = z.array(z.tuple([z.int(), z.int()]));
const schema = z.object({
  scores: z.record(z.string(), z.array(z.number())),
  labels: z.record(z.string(), z.object({ abnormal_1based_inclusive: ranges })),
  frame_auc_of_1_minus_score: z.record(z.string(), z.number()),
});

/** What a real detector said of test clips of Avenue, and the areas that were published with it. */
export interface PublishedClips {
  readonly clips: readonly ScoredClip[];
  readonly areas: Readonly<Record<string, number>>;
}

/** The published scores, or where they should be. Its scores are of regularity: 1 − score is told. */
export function publishedClips(): PublishedClips | { readonly missing: string } {
  if (!existsSync(path)) return { missing: `${path} is not on this machine` };
  const read = schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  const clips = Object.entries(read.scores).map(([name, scores]): ScoredClip => {
    const abnormal = read.labels[name]?.abnormal_1based_inclusive ?? [];
    const isAbnormal = (frame: number) =>
      abnormal.some(([first, last]) => frame >= first && frame <= last);
    return {
      name,
      scores: scores.map((score) => 1 - score),
      // The last frames of a clip have no score: they fill no window.
      abnormal: scores.map((_, index) => isAbnormal(index + 1)),
    };
  });
  return { clips, areas: read.frame_auc_of_1_minus_score };
}
