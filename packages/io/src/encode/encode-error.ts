import { FatalError, InputError, type PresageError } from '@presage/core';
import type { ChildExit } from '../child/start-child.ts';

/** Why an encode failed; undefined where it did not. */
export function encodeError(output: string, exit: ChildExit): PresageError | undefined {
  const said = exit.lastLines.join('; ');
  const fields = { output, said };
  if (/No space left on device|Disk quota exceeded|File too large/u.test(said)) {
    return new InputError({
      code: 'output-disk-full',
      message: `${output} could not be written: the disk is full. Free some space, or name another folder.`,
      fields,
    });
  }
  if (exit.code === 0) return undefined;
  if (/(?:Read-only file system|Permission denied)/u.test(said)) {
    return new InputError({
      code: 'output-unwritable',
      message: `${output} could not be written: ${exit.lastLines.at(-1)}. Name another folder.`,
      fields,
    });
  }
  return new FatalError({
    code: exit.signal === null ? 'ffmpeg-failed' : 'ffmpeg-died',
    message: `ffmpeg failed to write ${output} (${exit.signal ?? `exit ${exit.code}`}). It said: ${exit.lastLines.slice(-4).join('; ')}`,
    fields,
  });
}
