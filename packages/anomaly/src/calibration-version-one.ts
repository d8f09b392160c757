import * as z from 'zod';
import { leastErrorFloor } from './component.ts';

/** What version 1 had otherwise: plain errors were all that counted. The rest is checked as version 2. */
const versionOneSchema = z.looseObject({
  version: z.literal(1),
  scoring: z.looseObject({}),
  statistics: z.unknown(),
});

/** A calibration of version 1 as one of version 2, which scores the same; anything else as it is. */
export function calibrationFromVersionOne(value: unknown): unknown {
  const { success, data } = versionOneSchema.safeParse(value);
  if (!success) return value;
  return {
    ...data,
    version: 2,
    scoring: { components: ['error'], ...data.scoring },
    statistics: {
      components: { error: data.statistics },
      errorFloor: leastErrorFloor,
      largestError: leastErrorFloor,
    },
  };
}
