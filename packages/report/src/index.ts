export {
  eventFiles,
  eventsFolder,
  type EventFolderDocument,
  type EventSource,
} from './event-folder.ts';
export type { EventRecord, EventsDocument } from './events-document.ts';
export { html, trusted, type SafeHtml } from './html.ts';
export type {
  AlarmBudget,
  BudgetPoint,
  ModelIdentity,
  ReportFact,
  ReportOptions,
  ReportVideo,
  WatchRun,
} from './report-options.ts';
export { placeText } from './place-text.ts';
export { checkReportFolder } from './replace-events.ts';
export type { Verdict } from './verdict.ts';
export type {
  HeatGrid,
  Heatmap,
  PictureRegion,
  PictureZone,
  PictureZones,
  ScorePoint,
  TimeMark,
  WatchDrift,
  WatchEvent,
  WatchFault,
} from './watch-result.ts';
export { writeZonesPage, type ZonesPageOptions } from './write-zones-page.ts';
export { reportFiles, writeReport, type Report } from './write-report.ts';
