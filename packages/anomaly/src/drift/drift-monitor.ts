import type { NormalScores } from '../normal-scores.ts';
import type { ViewBaseline } from '../view/view-baseline.ts';
import type { DriftReport, LightChange, ScoreChange } from './drift-report.ts';
import { driftWords } from './drift-words.ts';
import { kolmogorovSignificance } from './kolmogorov.ts';
import { createRecentScores, type RecentTotal } from './recent-scores.ts';
import { createScoreBins } from './score-bins.ts';

/** A scored frame as the monitor sees it. */
export interface MonitoredFrame {
  /** Media time in microseconds. */
  readonly timestampUs: number;
  readonly score: number;
  /** Warm-up, a broken view: it says nothing of how the scene is. */
  readonly leftOut: boolean;
  /** Part of an event. */
  readonly unusual: boolean;
  /** Mean luma, where it is measured. */
  readonly brightness?: number | undefined;
}

/** Compares recent scores of one stream with normal ones. */
export interface DriftMonitor {
  /** Takes the next frame, and tells when drift begins and when it is over. */
  next(frame: MonitoredFrame): DriftReport | undefined;
  /** How it is at the end, by all of the recent footage. */
  finish(): DriftReport;
}

export interface DriftMonitorOptions {
  /** Of the calibration. */
  readonly normal: NormalScores;
  /** Seconds of footage behind them. */
  readonly normalSeconds: number;
  readonly brightness?: ViewBaseline['brightness'] | undefined;
}

const blockSeconds = 60;
/** Minutes that are looked at together: a gross change shows in few, a small one in many. */
const horizons = [5, 15, 60] as const;

/**
 * A test at every minute and horizon: by chance no more than one in thirty days of a camera says drift
 * where there is none (Bonferroni's bound, which holds though the tests overlap).
 */
const significance = 1 / (30 * 24 * 60 * horizons.length);
/** The tests at the end of a video: one in a thousand videos. */
const lastSignificance = 1e-3;
/** Smaller distances than this are true, perhaps, but nothing to do anything about. */
const leastDistance = 0.15;
/** Where not even a distance this large would be told from chance, nothing can be said. */
const tellableDistance = 0.5;
/** An event that lasts longer than this is how the scene is now. */
const longestEventSeconds = 120;
/** Less footage than this to calibrate on may have been any moment of the scene. */
const leastNormalSeconds = 60;
/** Longer gaps between frames are not counted as footage. */
const longestStepSeconds = 2;
/** Grey levels beyond the normal range, and parts of its width, that a change of light takes. */
const lightMargin = { levels: 6, widths: 0.5 } as const;

/**
 * Creates the monitor of one stream: a two-sample Kolmogorov–Smirnov test of its recent scores (an
 * hour at most, events left out) against the normal ones. Neighbouring scores are alike, so both
 * samples count as many scores as their lengths hold correlation times.
 */
export function createDriftMonitor(options: DriftMonitorOptions): DriftMonitor {
  const { normal, normalSeconds, brightness } = options;
  const bins = createScoreBins(normal.quantiles);
  const recent = createRecentScores({
    bins: bins.bins,
    blockSeconds,
    keptBlocks: horizons.at(-1)!,
  });
  let lastUs: number | undefined;
  let unusualSinceUs: number | undefined;
  let told: DriftReport['state'] = 'steady';

  /** How many scores drawn by themselves would tell as much. */
  function sizesOf({ seconds, counts }: RecentTotal) {
    const correlated = Math.max(normal.correlationSeconds, seconds / sum(counts));
    return { first: normalSeconds / correlated, second: seconds / correlated };
  }

  function scoreChange(total: RecentTotal): ScoreChange {
    const { distance, difference } = bins.distanceOf(total.counts);
    return {
      distance,
      significance: kolmogorovSignificance(distance, sizesOf(total)),
      direction: difference < 0 ? 'higher' : 'lower',
      recent: bins.medianOf(total.counts),
      normal: normal.quantiles[(normal.quantiles.length - 1) / 2]!,
    };
  }

  function compare(total: RecentTotal, level: number): 'drift' | 'alike' | 'unknown' {
    const sizes = sizesOf(total);
    if (normalSeconds < leastNormalSeconds) return 'unknown';
    if (kolmogorovSignificance(tellableDistance, sizes) > level) return 'unknown';
    const { distance, significance: chance } = scoreChange(total);
    return chance <= level && distance >= leastDistance ? 'drift' : 'alike';
  }

  function lightOf({ brightness: now }: RecentTotal): LightChange | undefined {
    if (now === undefined || !brightness) return undefined;
    const { least, most } = brightness;
    const margin = Math.max(lightMargin.levels, lightMargin.widths * (most - least));
    if (now >= least - margin && now <= most + margin) return undefined;
    return { direction: now < least ? 'darker' : 'brighter', recent: now, normal: { least, most } };
  }

  /** The stretch up to now that stands out most. */
  function driftingStretch(): RecentTotal | undefined {
    let best: { readonly total: RecentTotal; readonly weight: number } | undefined;
    for (let blocks = 1; blocks <= recent.blocks; blocks += 1) {
      const total = recent.total(blocks)!;
      const both = (total.seconds * normalSeconds) / (total.seconds + normalSeconds);
      const weight = bins.distanceOf(total.counts).distance * Math.sqrt(both);
      if (!best || weight > best.weight) best = { total, weight };
    }
    return best?.total;
  }

  /** Since when each minute has been as bright or dark as now. */
  function lightSince(direction: LightChange['direction']): number | undefined {
    let since: number | undefined;
    for (let skipped = 0; skipped < recent.blocks; skipped += 1) {
      const minute = recent.total(1, skipped);
      if (!minute || lightOf(minute)?.direction !== direction) break;
      ({ since } = minute);
    }
    return since;
  }

  function report(totals: readonly RecentTotal[], level: number): DriftReport {
    const compared = totals.map((total) => compare(total, level));
    const stretch = compared.includes('drift') ? driftingStretch() : undefined;
    const scores = stretch && scoreChange(stretch);
    const light = totals[0] && lightOf(totals[0]);
    const unknown = compared.every((each) => each === 'unknown');
    const state = scores || light ? 'drift' : unknown ? 'unknown' : 'steady';
    const finding = { state, ...(scores && { scores }), ...(light && { light }) } as const;
    const since = stretch?.since ?? (light && lightSince(light.direction));
    return {
      ...finding,
      time: (lastUs ?? 0) / 1e6,
      ...(since !== undefined && { since }),
      seconds: Math.max(0, ...totals.map(({ seconds }) => seconds)),
      ...driftWords({ ...finding, scoresUnknown: unknown }),
    };
  }

  const totalsOf = (blocks: readonly number[]) =>
    blocks.flatMap((count) => recent.total(count) ?? []);

  return {
    next({ timestampUs, score, leftOut, unusual, brightness: bright }) {
      const passed = lastUs === undefined ? 0 : (timestampUs - lastUs) / 1e6;
      lastUs = timestampUs;
      unusualSinceUs = unusual ? (unusualSinceUs ?? timestampUs) : undefined;
      const young =
        unusualSinceUs !== undefined && timestampUs - unusualSinceUs < longestEventSeconds * 1e6;
      if (leftOut || young || passed <= 0 || passed > longestStepSeconds) return undefined;
      const full = recent.add({
        bin: bins.binOf(score),
        timestampUs,
        seconds: passed,
        brightness: bright,
      });
      if (!full) return undefined;
      const now = report(totalsOf(horizons), significance);
      const drifts = now.state === 'drift';
      if (drifts === (told === 'drift')) return undefined;
      told = now.state;
      return now;
    },
    finish: () => report(totalsOf(horizons), lastSignificance / horizons.length),
  };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
