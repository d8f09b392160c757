import { accuracy } from './accuracy/accuracy.ts';
import { sizes } from './accuracy/sizes.ts';
import { speed } from './accuracy/speed.ts';
import type { Evaluation } from './evaluation.ts';
import { falseAlarms } from './false-alarms/false-alarms.ts';
import { scoringChoice } from './pseudo/scorings.ts';
import { review } from './review/review.ts';
import { view } from './view/view.ts';

/** In the order in which they run. */
export const allEvaluations: readonly Evaluation[] = [
  accuracy,
  scoringChoice,
  sizes,
  speed,
  falseAlarms,
  view,
  review,
];
