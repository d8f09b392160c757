import type { LedgerSnapshot } from '@presage/core';
import type {
  HeatGrid,
  PictureZones,
  ScorePoint,
  TimeMark,
  WatchDrift,
  WatchEvent,
  WatchFault,
} from './watch-result.ts';

/** The video that was watched. */
export interface ReportVideo {
  /** A file that ffmpeg can read. */
  readonly path: string;
  /** What people call it. Default: the file's name. */
  readonly name?: string;
  /** Where watching began, seconds. Default 0. */
  readonly startSeconds?: number;
}

/** The threshold for another number of false alarms. */
export interface BudgetPoint {
  readonly falseAlarmsPerDay: number;
  readonly threshold: number;
  /** Two times out of three the real number is no further from that than by this factor. */
  readonly uncertainty?: number;
}

/** What decided the threshold. */
export interface AlarmBudget {
  /** False alarms a day that the user accepts. */
  readonly falseAlarmsPerDay: number;
  /** The fewest a day that the normal footage can vouch for. Default: fewer than asked for. */
  readonly supportedFalseAlarmsPerDay?: number;
  /** Seconds of held-back normal footage that would vouch for what was asked for. */
  readonly neededSeconds?: number;
  /** The score from which on it alarms. */
  readonly threshold: number;
  /** Seconds of normal footage that it was found with. */
  readonly heldBackSeconds?: number;
  /** Thresholds for other budgets, from few false alarms to many: drawn, where there are any. */
  readonly curve?: readonly BudgetPoint[];
  /** Scores of normal footage, from the least to the largest, evenly in number: quantiles. */
  readonly normalScores?: readonly number[];
}

/** The model that watched, so that an event can be given back to it. */
export interface ModelIdentity {
  /** As it was named. */
  readonly path: string;
  /** Of the file, in hex. */
  readonly sha256?: string;
  /** Its number among the versions of its camera's model. */
  readonly version?: number;
}

/** A line of a table: what it is, its value, and a remark. */
export interface ReportFact {
  readonly name: string;
  readonly value: string;
  readonly remark?: string;
}

/** What ran, where, for how long. */
export interface WatchRun {
  readonly startedAt: Date;
  /** Wall-clock seconds that watching took. */
  readonly seconds: number;
  readonly ledger: LedgerSnapshot;
  /** `CPU, 2 threads`; the remark says why nothing faster. */
  readonly device: Omit<ReportFact, 'name'>;
  /** The version: `5.1.9`; the remark says where it comes from. */
  readonly ffmpeg: Omit<ReportFact, 'name'>;
  /** More lines for the table of what ran where. */
  readonly facts?: readonly ReportFact[];
}

/** Everything a report is made of. */
export interface ReportOptions {
  /** The folder to write to; made if it is not there. */
  readonly outputFolder: string;
  readonly video: ReportVideo;
  /** Frames scored a second. */
  readonly frameRate: number;
  /** The grid of all heatmaps. Needed where there are any. */
  readonly grid?: HeatGrid;
  /** In order of time. */
  readonly points: readonly ScorePoint[];
  /** In order of time. */
  readonly events: readonly WatchEvent[];
  /** In order of time. Default: none. */
  readonly faults?: readonly WatchFault[];
  /** Default: nobody looked. */
  readonly drift?: WatchDrift;
  readonly budget: AlarmBudget;
  readonly run: WatchRun;
  /** About the model; the first line is its name. */
  readonly model: readonly ReportFact[];
  /** Kept with each event, for whoever takes it up later. */
  readonly modelIdentity?: ModelIdentity;
  /** Kept in `events.json` as it is: what thresholds for other budgets can be found from, without the model. */
  readonly thresholdBasis?: unknown;
  /** What was drawn on the picture. */
  readonly zones?: PictureZones;
  readonly marks?: readonly TimeMark[];
  /** What the user should know before trusting the result. */
  readonly warnings?: readonly string[];
  readonly signal?: AbortSignal;
  /** Called with the share done, 0 to 1, of the whole report. */
  readonly onProgress?: (share: number) => void;
}
