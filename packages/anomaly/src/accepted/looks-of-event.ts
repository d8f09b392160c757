import type { Grid } from '../grid.ts';
import type { Observation } from '../observation.ts';
import { packNumbers } from '../packed-numbers.ts';
import type { AcceptedLooks } from './accepted.ts';
import { hotLevel } from './hot-level.ts';
import { mergeLooks } from './merge-looks.ts';
import { packLooks } from './packed-looks.ts';
import { createPlaceLooks } from './place-looks.ts';
import { lookRadius, type VariedLook } from './look-radius.ts';

/** A frame of an event's footage as the model saw it. */
export interface EventFrame {
  readonly observation: Observation;
  /** Its places' scores, those of what was accepted before taken back. */
  readonly heatmap: ArrayLike<number>;
  /** Whether it shows the event, and not what was before or after it. */
  readonly inEvent: boolean;
}

/** Errors of a model without features are expected up to this many times what the event showed. */
const errorMargin = 1.2;

/**
 * What an event looks like, from its footage shown to the model several times, a little different each
 * time (a little later, a little to the side): `runs` are the frames of each time. Looks are told from
 * each other by how far those of one time are from all others: that is what "the same again" may differ
 * by. Undefined where no place of the event is hot any more.
 */
export function looksOfEvent(
  runs: readonly (readonly EventFrame[])[],
  grid: Grid,
): AcceptedLooks | undefined {
  const frames = runs.flat();
  if (frames.every(({ observation }) => observation.features)) {
    return featureLooks(runs, grid);
  }
  const levels = new Float32Array(grid.width * grid.height);
  for (const { heatmap, inEvent, observation } of frames) {
    if (!inEvent) continue;
    for (const place of levels.keys()) {
      if (heatmap[place]! <= hotLevel) continue;
      levels[place] = Math.max(levels[place]!, errorMargin * observation.errors[place]!);
    }
  }
  return levels.some((level) => level > 0)
    ? { kind: 'errors', levels: packNumbers(levels, 'float32') }
    : undefined;
}

function featureLooks(
  runs: readonly (readonly EventFrame[])[],
  grid: Grid,
): AcceptedLooks | undefined {
  const places = grid.width * grid.height;
  const [first = []] = runs;
  const channels = (first[0]?.observation.features?.length ?? 0) / places;
  const scale = channelDeviations(first, channels);
  const lookAt = createPlaceLooks({ grid, channels, scale });
  const seen: VariedLook[] = [];
  for (const [run, frames] of runs.entries()) {
    for (const { observation, heatmap, inEvent } of frames) {
      if (!inEvent || observation.warmUp) continue;
      for (let place = 0; place < places; place += 1) {
        if (heatmap[place]! <= hotLevel) continue;
        const look = lookAt(observation.features!, place, new Float32Array(2 * channels));
        seen.push({ place, look, run });
      }
    }
  }
  if (seen.length === 0) return undefined;
  const radius = lookRadius(seen, grid);
  return packLooks(mergeLooks(seen, radius), { channels, scale, radius });
}

/** How much each channel varies, over all places of all frames. */
function channelDeviations(frames: readonly EventFrame[], channels: number): Float64Array {
  const deviations = new Float64Array(channels);
  for (let channel = 0; channel < channels; channel += 1) {
    let [count, sum, squares] = [0, 0, 0];
    for (const { observation } of frames) {
      const { features = [], errors, warmUp } = observation;
      if (warmUp) continue;
      const places = errors.length;
      for (let at = channel * places; at < (channel + 1) * places; at += 1) {
        count += 1;
        sum += features[at]!;
        squares += features[at]! ** 2;
      }
    }
    deviations[channel] = Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
  }
  const mean = deviations.reduce((sum, value) => sum + value, 0) / channels;
  // A channel that never moves says nothing, and must not say everything.
  return deviations.map((value) => Math.max(value, 0.01 * mean, Number.EPSILON));
}
