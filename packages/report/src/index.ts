export type { EventRecord, EventsDocument } from './events-document.ts';
export type {
  AlarmBudget,
  ReportFact,
  ReportOptions,
  ReportVideo,
  WatchRun,
} from './report-options.ts';
export type { Verdict } from './verdict.ts';
export type {
  HeatGrid,
  Heatmap,
  PictureRegion,
  ScorePoint,
  TimeMark,
  WatchEvent,
} from './watch-result.ts';
export { reportFiles, writeReport, type Report } from './write-report.ts';
