import { observe, type Observation } from '@presage/anomaly';
import { createMailbox, type FrameNeeds } from '@presage/core';
import type { Model } from '@presage/model';
import { lastValueFrom, toArray } from 'rxjs';

/** What a model says of sequences of pictures, each a stream that begins anew. */
export async function observed(
  model: Model,
  needs: FrameNeeds,
  sequences: readonly (readonly Uint8Array<ArrayBuffer>[])[],
): Promise<readonly Observation[]> {
  const mailbox = createMailbox({ delivery: 'every' });
  const observations = lastValueFrom(mailbox.frames.pipe(observe(model), toArray()));
  const { width, height, format, frameRate } = needs;
  let sequence = 0;
  const feed = async (): Promise<void> => {
    for (const pictures of sequences) {
      for (const [index, bytes] of pictures.entries()) {
        await mailbox.ready();
        mailbox.put({
          streamId: 'eval',
          sequence,
          timestampUs: Math.round((sequence * 1e6) / frameRate),
          arrivalMs: 0,
          width,
          height,
          format,
          bytes: bytes.slice(),
          ...(index === 0 && { discontinuity: sequence === 0 ? 'start' : 'gap' }),
        });
        sequence += 1;
      }
    }
    mailbox.close();
  };
  const [all] = await Promise.all([observations, feed()]);
  return all;
}
