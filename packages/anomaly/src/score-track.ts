/** A score at a moment. */
export interface ScorePoint {
  /** Seconds of media time. */
  readonly time: number;
  readonly score: number;
}

/** Scores over time, in bounded memory. */
export interface ScoreTrack {
  add(point: ScorePoint): void;
  /** The points so far up to and including `time`. */
  until(time: number): readonly ScorePoint[];
}

/**
 * Creates an empty track of at most `capacity` points. When full it halves itself, keeping the
 * higher of every two neighbours, so an event that lasts for days keeps its peaks.
 */
export function createScoreTrack(capacity = 2048): ScoreTrack {
  let points: ScorePoint[] = [];
  return {
    add(point) {
      if (points.length >= capacity) {
        points = points.flatMap((left, index) => {
          if (index % 2 === 1) return [];
          const right = points[index + 1];
          return [right && right.score > left.score ? right : left];
        });
      }
      points.push(point);
    },
    until: (time) => points.filter((point) => point.time <= time),
  };
}
