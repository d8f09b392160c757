import { InputError } from '@presage/core';
import type { EventFrame } from '@presage/anomaly';

/** A place is strange above this score … */
const strange = 2;
/** … and a picture whose places are strange for more than this share is not the one that was learned. */
const mostStrange = 0.5;

/**
 * Refuses an event whose footage looks nothing like the camera, before it too: accepted, it would take
 * the alarms from most of the picture. `name` is what messages call the event.
 *
 * @throws InputError `event-other-camera`.
 */
export function checkSameCamera(runs: readonly (readonly EventFrame[])[], name: string): void {
  const [first = []] = runs;
  const before = first.filter(({ inEvent, observation }) => !inEvent && !observation.warmUp);
  const scores = before.flatMap(({ heatmap }) => Array.from(heatmap));
  const share = scores.filter((score) => score > strange).length / Math.max(1, scores.length);
  if (share <= mostStrange) return;
  throw new InputError({
    code: 'event-other-camera',
    message: `${name} does not look like the camera that the model knows: ${(100 * share).toFixed(0)} % of the picture is strange to it before the event, too; mark events of the model's own camera, or learn a new model where the camera was moved`,
    fields: { event: name, share },
  });
}
