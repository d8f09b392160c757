import { createScoreTrack, type ScorePoint, type ScoreTrack } from './score-track.ts';

/** A frame that belongs to an event. */
export interface HotFrame {
  /** Media time in microseconds. */
  readonly timestampUs: number;
  readonly score: number;
  readonly heatmap: Float32Array;
  /** Names of the zones that it is hot in. */
  readonly zones: readonly string[];
}

/** Frames from one that reached the threshold on: what becomes an event, or part of one. */
export interface Rise {
  readonly startUs: number;
  readonly lastHotUs: number;
  readonly peak: ScorePoint;
  /** At the peak. */
  readonly heatmap: Float32Array;
  readonly zones: ReadonlySet<string>;
  readonly track: ScoreTrack;
  /** Notes the score of a frame, hot or not. */
  pass(frame: Pick<HotFrame, 'timestampUs' | 'score'>): void;
  /** Makes a frame that passed a part of it. */
  heat(frame: HotFrame): void;
  /** Makes another, all of whose frames passed here, a part of it. */
  join(other: Rise): void;
}

/** Creates a rise of one frame. */
export function createRise(first: HotFrame): Rise {
  const zones = new Set<string>();
  const track = createScoreTrack();
  let lastHotUs = first.timestampUs;
  let peak: ScorePoint | undefined;
  let heatmap = first.heatmap;

  function raise(to: ScorePoint, at: Float32Array): void {
    if (peak && to.score <= peak.score) return;
    peak = to;
    heatmap = at;
  }
  const pass = ({ timestampUs, score }: Pick<HotFrame, 'timestampUs' | 'score'>): void =>
    track.add({ time: timestampUs / 1e6, score });
  function heat(frame: HotFrame): void {
    lastHotUs = frame.timestampUs;
    for (const zone of frame.zones) zones.add(zone);
    raise({ time: frame.timestampUs / 1e6, score: frame.score }, frame.heatmap);
  }

  pass(first);
  heat(first);
  return {
    startUs: first.timestampUs,
    get lastHotUs() {
      return lastHotUs;
    },
    get peak() {
      return peak!;
    },
    get heatmap() {
      return heatmap;
    },
    zones,
    track,
    pass,
    heat,
    join(other) {
      lastHotUs = other.lastHotUs;
      for (const zone of other.zones) zones.add(zone);
      raise(other.peak, other.heatmap);
    },
  };
}
