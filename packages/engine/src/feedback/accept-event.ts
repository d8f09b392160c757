import {
  countLooks,
  looksOfEvent,
  thresholdFor,
  type AcceptedEvent,
  type Calibration,
  type Observation,
} from '@presage/anomaly';
import { InputError } from '@presage/core';
import { recalibrated } from './recalibrated.ts';
import { rescored, type ScoredEventFrame } from './rescored.ts';
import { readEventFrames, showEvent, type ShowEventOptions } from './show-event.ts';
import type { EventFootage } from './event-footage.ts';

/** Looks that a model may keep of all events together. */
const mostLooks = 16_384;

export interface AcceptEventOptions extends ShowEventOptions {
  readonly calibration: Calibration;
  /** What the calibration was measured on, where that is kept. */
  readonly observations: readonly Observation[] | undefined;
  readonly footage: EventFootage;
  /** Looks at what the model said of it; may throw. */
  readonly onShown?: (runs: readonly (readonly ScoredEventFrame[])[]) => void;
  /** What its score had to reach where it was found. */
  readonly threshold: number;
  /** What is noted of it. */
  readonly mark: Omit<AcceptedEvent, 'looks'>;
}

/** A calibration that lets one more event pass, and what its footage scored before and after. */
export interface AcceptedByCalibration {
  readonly calibration: Calibration;
  readonly peakBefore: number;
  readonly peakAfter: number;
  /** Whether it alarmed before, and whether it would alarm again. */
  readonly alarmedBefore: boolean;
  readonly alarmsAfter: boolean;
}

/** The score at which a calibration's events start. */
export function thresholdOf(calibration: Calibration): number {
  return thresholdFor(calibration, calibration.falseAlarmsPerDay ?? 1).value;
}

/**
 * Shows an event's footage to the model and makes a calibration that knows it again. What it scores
 * afterwards is measured, not assumed.
 *
 * @throws InputError `accepted-full`, and what reading the footage throws.
 */
export async function acceptEvent(options: AcceptEventOptions): Promise<AcceptedByCalibration> {
  const { calibration, observations, footage, mark } = options;
  const event = await readEventFrames(footage, options);
  const runs = await showEvent(event, calibration, options);
  options.onShown?.(runs);
  const peakBefore = peakOf(runs);
  const alarmedBefore = peakBefore >= Math.min(options.threshold, thresholdOf(calibration));
  const unchanged = { calibration, peakBefore, peakAfter: peakBefore };
  const looks = alarmedBefore ? looksOfEvent(runs, calibration.grid) : undefined;
  if (!looks) return { ...unchanged, alarmedBefore, alarmsAfter: alarmedBefore };
  const accepted = [...(calibration.accepted ?? []), { ...mark, looks }];
  if (countLooks(accepted) > mostLooks) {
    throw new InputError({
      code: 'accepted-full',
      message: `the model keeps how accepted events looked, at most ${mostLooks} looks of places, and they would be ${countLooks(accepted)}; let it learn them: presage learn --continue --model <model> <video...>, or forget one: presage feedback <model> --forget <number>`,
      fields: { most: mostLooks, looks: countLooks(accepted) },
    });
  }
  const after = recalibrated(calibration, accepted, observations);
  const peakAfter = peakOf(rescored(runs, after));
  return {
    calibration: after,
    peakBefore,
    peakAfter,
    alarmedBefore,
    alarmsAfter: peakAfter >= Math.min(options.threshold, thresholdOf(after)),
  };
}

interface ScoredFrame {
  readonly score: number;
  readonly inEvent: boolean;
  readonly observation: Pick<Observation, 'warmUp'>;
}

/** The highest score of an event's frames that could alarm. */
function peakOf(runs: readonly (readonly ScoredFrame[])[]): number {
  return runs
    .flat()
    .filter(({ inEvent, observation }) => inEvent && !observation.warmUp)
    .reduce((most, { score }) => Math.max(most, score), 0);
}
