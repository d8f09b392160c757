import {
  calibrate,
  createDecider,
  createScorer,
  defaultDecision,
  thresholdFor,
} from '@presage/anomaly';

const grid = { width: 8, height: 6 };
const frameRate = 5;

/** The errors of frame number `index`: somebody small walks by now and then; at 30 s comes a lorry. */
function observation(index: number) {
  const lorry = index >= 150 && index < 165;
  const errors = Float32Array.from({ length: 48 }, (_, place) => {
    const walker = place === (index * 7) % 48 ? 0.02 + 0.01 * Math.sin(index) : 0;
    return 0.001 + walker + (lorry && place % 8 < 3 ? 0.2 : 0);
  });
  const timestampUs = (index * 1e6) / frameRate;
  return { errors, timestampUs, warmUp: false, discontinuous: index === 0 };
}

const normal = Array.from({ length: 100 }, (_, index) => observation(index));
const calibration = calibrate(normal, { grid, frameRate });
const threshold = thresholdFor(calibration, 1);
console.log('threshold', threshold);

const score = createScorer(calibration);
const decider = createDecider({
  streamId: 'yard',
  grid,
  threshold: threshold.value,
  decision: defaultDecision,
});
for (let index = 100; index < 250; index += 1) {
  const frame = observation(index);
  for (const { kind, event } of decider.next({ ...frame, ...score(frame) })) {
    console.log(kind, event.start, event.peak.score.toFixed(1), event.region);
  }
}
