/** Cuts a stream of bytes into pictures of one size. */
export interface FrameSplitter {
  /** The pictures that this chunk completes. Each has a buffer of its own. */
  split(chunk: Uint8Array): Iterable<Uint8Array<ArrayBuffer>>;
  /** Bytes of the picture that has begun. */
  readonly pending: number;
}

/** @param frameBytes Bytes a picture takes, at least 1. */
export function createFrameSplitter(frameBytes: number): FrameSplitter {
  let frame = new Uint8Array(frameBytes);
  let filled = 0;
  return {
    *split(chunk) {
      let offset = 0;
      while (offset < chunk.length) {
        const taken = Math.min(frameBytes - filled, chunk.length - offset);
        frame.set(chunk.subarray(offset, offset + taken), filled);
        filled += taken;
        offset += taken;
        if (filled < frameBytes) continue;
        const complete = frame;
        frame = new Uint8Array(frameBytes);
        filled = 0;
        yield complete;
      }
    },
    get pending() {
      return filled;
    },
  };
}
