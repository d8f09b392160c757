import type { Observation } from '@presage/anomaly';
import { seededRandom } from '@presage/model';

const frameRate = 5;
export const simulatedGrid = { width: 4, height: 3 } as const;

/**
 * Patch errors of a made-up camera: noise, and visitors at random times, some seconds each, who cross
 * places one after the other and differ in how wrong they make a prediction. It never changes, so what
 * its alarms are off by is the calibration's doing.
 */
export function simulatedCamera(seconds: number, seed: number): Observation[] {
  const random = seededRandom(seed);
  const exponential = () => -Math.log(1 - random());
  const normal = () => Math.sqrt(2 * exponential()) * Math.cos(2 * Math.PI * random());
  const places = simulatedGrid.width * simulatedGrid.height;
  let visitor = { until: -1, error: 0, row: 0 };
  return Array.from({ length: seconds * frameRate }, (_, index) => {
    const time = index / frameRate;
    if (time >= visitor.until && random() < 1 / (10 * frameRate)) {
      const row = Math.floor(random() * simulatedGrid.height);
      visitor = {
        until: time + 1 + 3 * exponential(),
        error: 0.01 * Math.exp(0.6 * normal()),
        row,
      };
    }
    const errors = new Float32Array(places).map(() => 0.001 * (0.5 + random()));
    if (time < visitor.until) {
      const column = Math.floor(time) % simulatedGrid.width;
      errors[visitor.row * simulatedGrid.width + column]! += visitor.error * (0.7 + 0.6 * random());
    }
    return {
      errors,
      timestampUs: Math.round(time * 1e6),
      warmUp: false,
      discontinuous: index === 0,
    };
  });
}

/** Frames a second of {@link simulatedCamera}. */
export const simulatedFrameRate = frameRate;
