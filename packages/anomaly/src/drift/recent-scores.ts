/** Scores and brightness of some time, added up. */
export interface RecentTotal {
  /** One a bin of the scores. */
  readonly counts: Float64Array;
  /** Seconds of footage. */
  readonly seconds: number;
  /** Media time in seconds of the first frame. */
  readonly since: number;
  /** Mean of the frames' brightness; absent where it was not measured. */
  readonly brightness?: number;
}

/** A frame as it is counted. */
export interface CountedFrame {
  readonly bin: number;
  /** Media time in microseconds. */
  readonly timestampUs: number;
  /** Seconds of footage that it stands for. */
  readonly seconds: number;
  readonly brightness?: number | undefined;
}

/** The last hour or so of a stream, in bounded memory. */
export interface RecentScores {
  /** Counts a frame and says whether a block of time is full with it. */
  add(frame: CountedFrame): boolean;
  /** How many blocks there are, the one being filled included. */
  readonly blocks: number;
  /** The last `count` blocks together, `skipped` later ones left out (default 0); undefined where there are none. */
  total(count: number, skipped?: number): RecentTotal | undefined;
}

interface Block {
  readonly counts: Float64Array;
  readonly since: number;
  seconds: number;
  brightness: number;
  brightFrames: number;
}

export interface RecentScoresOptions {
  /** Number of bins. */
  readonly bins: number;
  /** Length of a block in seconds of footage. */
  readonly blockSeconds: number;
  /** How many are kept. */
  readonly keptBlocks: number;
}

/** Creates an empty memory. */
export function createRecentScores(options: RecentScoresOptions): RecentScores {
  const { bins, blockSeconds, keptBlocks } = options;
  let blocks: Block[] = [];
  return {
    get blocks() {
      return blocks.length;
    },
    add({ bin, timestampUs, seconds, brightness }) {
      let block = blocks.at(-1);
      if (!block || block.seconds >= blockSeconds) {
        block = {
          counts: new Float64Array(bins),
          since: timestampUs / 1e6,
          seconds: 0,
          brightness: 0,
          brightFrames: 0,
        };
        blocks = [...blocks, block].slice(-keptBlocks);
      }
      block.counts[bin]! += 1;
      block.seconds += seconds;
      if (brightness !== undefined) {
        block.brightness += brightness;
        block.brightFrames += 1;
      }
      return block.seconds >= blockSeconds;
    },
    total(count, skipped = 0) {
      const end = blocks.length - skipped;
      const chosen = blocks.slice(Math.max(0, end - count), Math.max(0, end));
      const [first] = chosen;
      if (!first) return undefined;
      const counts = new Float64Array(bins);
      let [seconds, brightness, frames] = [0, 0, 0];
      for (const block of chosen) {
        for (let bin = 0; bin < bins; bin += 1) counts[bin]! += block.counts[bin]!;
        seconds += block.seconds;
        brightness += block.brightness;
        frames += block.brightFrames;
      }
      const bright = frames > 0 ? { brightness: brightness / frames } : {};
      return { counts, seconds, since: first.since, ...bright };
    },
  };
}
