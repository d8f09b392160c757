import type { Evaluation } from './evaluation.ts';

/** In the order in which they run. */
export const allEvaluations: readonly Evaluation[] = [];
