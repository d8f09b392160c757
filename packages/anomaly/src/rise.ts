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
  /** Names of the zones that it was hot in at the peak. */
  readonly peakZones: readonly string[];
  /** The zones to tell: hot at the peak, or in more than one frame, as one alone may be noise. */
  readonly zones: ReadonlySet<string>;
  /** How many of its frames were hot in each zone. */
  readonly zoneFrames: ReadonlyMap<string, number>;
  readonly track: ScoreTrack;
  /** Notes the score of a frame, hot or not. */
  pass(frame: Pick<HotFrame, 'timestampUs' | 'score'>): void;
  /** Makes a frame that passed a part of it. */
  heat(frame: HotFrame): void;
  /** Makes another, all of whose frames passed here, a part of it. */
  join(other: Rise): void;
}

/** A zone that is hot in fewer frames, none of them the peak, is not told. */
const leastZoneFrames = 2;

/** Creates a rise of one frame. */
export function createRise(first: HotFrame): Rise {
  const zoneFrames = new Map<string, number>();
  const track = createScoreTrack();
  let lastHotUs = first.timestampUs;
  let peak: ScorePoint | undefined;
  let { heatmap, zones: peakZones } = first;

  function raise(to: ScorePoint, at: Pick<Rise, 'heatmap' | 'peakZones'>): void {
    if (peak && to.score <= peak.score) return;
    peak = to;
    ({ heatmap, peakZones } = at);
  }
  const count = (zone: string, frames: number): void =>
    void zoneFrames.set(zone, (zoneFrames.get(zone) ?? 0) + frames);
  const pass = ({ timestampUs, score }: Pick<HotFrame, 'timestampUs' | 'score'>): void =>
    track.add({ time: timestampUs / 1e6, score });
  function heat(frame: HotFrame): void {
    lastHotUs = frame.timestampUs;
    for (const zone of frame.zones) count(zone, 1);
    const at = { heatmap: frame.heatmap, peakZones: frame.zones };
    raise({ time: frame.timestampUs / 1e6, score: frame.score }, at);
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
    get peakZones() {
      return peakZones;
    },
    get zones() {
      const often = [...zoneFrames].filter(([, frames]) => frames >= leastZoneFrames);
      return new Set([...peakZones, ...often.map(([zone]) => zone)]);
    },
    zoneFrames,
    track,
    pass,
    heat,
    join(other) {
      lastHotUs = other.lastHotUs;
      for (const [zone, frames] of other.zoneFrames) count(zone, frames);
      raise(other.peak, other);
    },
  };
}
