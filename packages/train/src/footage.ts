import { createHash } from 'node:crypto';
import type { FrameData } from '@presage/core';

/** Frames that follow one another without a break: `start` and `length` count frames. */
export interface FootageSpan {
  readonly start: number;
  readonly length: number;
}

/** What a worker needs to read footage without copying it. */
export interface SharedFootage {
  readonly frameBytes: number;
  readonly framesPerChunk: number;
  readonly chunks: readonly SharedArrayBuffer[];
}

const chunkBytes = 4 * 2 ** 20;

/** Frames kept in memory to learn from, shared with the workers that read them. */
export class Footage {
  /** Bytes of each frame. */
  readonly frameBytes: number;
  readonly #framesPerChunk: number;
  readonly #chunks: SharedArrayBuffer[] = [];
  readonly #spans: { start: number; length: number }[] = [];
  #length = 0;

  constructor(frameBytes: number) {
    this.frameBytes = frameBytes;
    this.#framesPerChunk = Math.max(1, Math.floor(chunkBytes / frameBytes));
  }

  /** Frames in it. */
  get length(): number {
    return this.#length;
  }

  /** Runs of frames that are neighbours in time. */
  get spans(): readonly FootageSpan[] {
    return this.#spans;
  }

  /** Copies a frame in; one with a discontinuity begins a new span. Throws a RangeError where it has another size. */
  append({ bytes, discontinuity }: Pick<FrameData, 'bytes' | 'discontinuity'>): void {
    if (bytes.length !== this.frameBytes) {
      throw new RangeError(`a frame of ${bytes.length} bytes where ${this.frameBytes} are needed`);
    }
    if (this.#length % this.#framesPerChunk === 0) {
      this.#chunks.push(new SharedArrayBuffer(this.#framesPerChunk * this.frameBytes));
    }
    this.#at(this.#length).set(bytes);
    const span = this.#spans.at(-1);
    if (!span || discontinuity) this.#spans.push({ start: this.#length, length: 1 });
    else span.length += 1;
    this.#length += 1;
  }

  /** The bytes of a frame, copied: their owner may change or transfer them. Throws a RangeError where there is none. */
  frame(index: number): Uint8Array<ArrayBuffer> {
    if (index < 0 || index >= this.#length)
      throw new RangeError(`no frame ${index} in ${this.#length}`);
    return new Uint8Array(this.#at(index));
  }

  /** Its memory, for workers to read. Share it once it is complete: a worker may not see what comes later. */
  /** SHA-256 of spans (default: all) and their frames, in hexadecimal: equal where the footage is. */
  digest(spans: readonly FootageSpan[] = this.#spans): string {
    const hash = createHash('sha256').update(JSON.stringify(spans));
    for (const { start, length } of spans) {
      for (let index = start; index < start + length; index += 1) hash.update(this.frame(index));
    }
    return hash.digest('hex');
  }

  share(): SharedFootage {
    return {
      frameBytes: this.frameBytes,
      framesPerChunk: this.#framesPerChunk,
      chunks: this.#chunks,
    };
  }

  #at(index: number): Uint8Array {
    return frameOf(this.share(), index);
  }
}

/** A view of one frame of shared footage. */
export function frameOf(
  { chunks, framesPerChunk, frameBytes }: SharedFootage,
  index: number,
): Uint8Array {
  const chunk = chunks[Math.floor(index / framesPerChunk)]!;
  return new Uint8Array(chunk, (index % framesPerChunk) * frameBytes, frameBytes);
}
