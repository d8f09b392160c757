import type { ScoredClip } from './evaluate-scores.ts';

/**
 * Scores scaled to 0…1 within each clip by its own least and greatest, as much of the literature
 * does before frames are pooled (Hasan et al. 2016). It looks into each clip's future, and tells it
 * that something is abnormal in it: no camera can. A clip with one score only gets 0.
 */
export function scaledPerClip(clips: readonly ScoredClip[]): readonly ScoredClip[] {
  return clips.map((clip) => {
    let least = Infinity;
    let greatest = -Infinity;
    for (const score of clip.scores) {
      least = Math.min(least, score);
      greatest = Math.max(greatest, score);
    }
    const range = greatest - least || 1;
    return { ...clip, scores: clip.scores.map((score) => (score - least) / range) };
  });
}
