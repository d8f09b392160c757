import { viewFaultWords } from '@presage/anomaly';
import { formatMediaTime } from '../terminal/format-media-time.ts';
import type { ScoredVideo } from './scored-video.ts';

/** What there is to say of the camera itself: faults of its view, and drift. No lines where all is well. */
export function cameraText({
  viewEvents,
  drift,
  summary: { viewFaults },
}: Pick<ScoredVideo, 'viewEvents' | 'drift'> & {
  readonly summary: Pick<ScoredVideo['summary'], 'viewFaults'>;
}): readonly string[] {
  const faults = viewEvents.map(({ fault, start, end = start, advice }) => {
    const [from, to] = [formatMediaTime(start), formatMediaTime(end)];
    return `From ${from} to ${to} ${viewFaultWords[fault]}; nothing unusual could be found. ${advice}`;
  });
  const since = drift?.since === undefined ? '' : `Since ${formatMediaTime(drift.since)}: `;
  return [
    ...faults,
    ...(drift?.state === 'drift' ? [`${since}${drift.message} ${drift.advice ?? ''}`.trim()] : []),
    ...(viewFaults.length === 0
      ? [
          'This model does not know its camera’s view, so a black, covered, moved, blurred or frozen picture is not told; calibrate it anew: presage calibrate',
        ]
      : []),
  ];
}
