import type { DriftReport, LightChange, ScoreChange } from './drift-report.ts';

interface Finding extends Pick<DriftReport, 'state' | 'scores' | 'light'> {
  /** There was too little footage to compare the scores. */
  readonly scoresUnknown: boolean;
}

/** What a report says, and what to do, in words. */
export function driftWords({
  state,
  scores,
  light,
  scoresUnknown,
}: Finding): Pick<DriftReport, 'message' | 'advice'> {
  if (state === 'unknown') {
    return {
      message:
        'There is too little footage, of now or of the calibration, to tell whether the scene has changed.',
    };
  }
  if (state === 'steady') {
    return { message: 'The scene looks as it did when the model was calibrated.' };
  }
  const changes = [scores && scoreWords(scores), light && lightWords(light)];
  return {
    message: `The scene has changed: ${changes.filter((words) => words !== undefined).join(', and ')}.`,
    advice: adviceFor(scores, scoresUnknown),
  };
}

function scoreWords({ direction, recent, normal, distance }: ScoreChange): string {
  const share = Math.round(100 * distance);
  return `scores are ${direction} than in the footage calibrated on (typically ${recent.toFixed(1)} instead of ${normal.toFixed(1)}; the distributions are ${share} % apart)`;
}

function lightWords({ direction, recent, normal: { least, most } }: LightChange): string {
  return `the picture is ${direction} (mean ${recent.toFixed(0)} of 255, calibrated on ${least.toFixed(0)}–${most.toFixed(0)})`;
}

function adviceFor(scores: ScoreChange | undefined, scoresUnknown: boolean): string {
  if (scores?.direction === 'higher') {
    return 'Expect more false alarms than asked for. If all is as it should be: calibrate on footage of now (presage calibrate), mark the alarms as normal (presage feedback), or learn on with footage of now (presage learn --continue).';
  }
  if (scores?.direction === 'lower') {
    return 'Less goes on than in the footage calibrated on, so the threshold is higher than it needs to be, and something small may be missed. If it stays so: calibrate on footage of now (presage calibrate).';
  }
  if (scoresUnknown) {
    return 'Whether scores have changed with it cannot be told from so little footage. If it stays so: calibrate on footage of now, too (presage calibrate).';
  }
  return 'Scores are as before, so nothing has to be done. If it stays so, footage of now belongs among what the model learns from (presage learn --continue).';
}
