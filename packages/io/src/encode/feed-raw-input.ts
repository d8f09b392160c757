import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { InputError } from '@presage/core';
import { rawBytesPerPixel } from './transcode-command.ts';
import type { RawInput } from './transcode-options.ts';

/** ffmpeg has closed its end: it needs no more, or has failed, which its exit tells. */
const closed = new Set([
  'EPIPE',
  'ECONNRESET',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_STREAM_DESTROYED',
]);

/**
 * Writes a raw input's pictures to ffmpeg until they end or ffmpeg takes no more.
 *
 * @throws InputError `raw-frame-size`; what the pictures' source throws.
 */
export async function feedRawInput(input: RawInput, pipe: Writable): Promise<void> {
  try {
    await pipeline(Readable.from(checked(input), { objectMode: true, highWaterMark: 1 }), pipe);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (typeof code !== 'string' || !closed.has(code)) throw error;
  }
}

async function* checked(input: RawInput): AsyncGenerator<Uint8Array> {
  const { width, height, format } = input;
  const size = width * height * rawBytesPerPixel[format];
  for await (const frame of input.frames) {
    if (frame.length !== size) {
      throw new InputError({
        code: 'raw-frame-size',
        message: `A ${width}×${height} ${format} picture has ${size} bytes, not ${frame.length}.`,
        fields: { expected: size, got: frame.length },
      });
    }
    yield frame;
  }
}
