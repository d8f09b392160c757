export type { Accepted, AcceptedEvent, AcceptedLooks } from './accepted/accepted.ts';
export { countLooks } from './accepted/count-looks.ts';
export { looksOfEvent, type EventFrame } from './accepted/looks-of-event.ts';
export { anomalies, type AnomaliesOptions, type AnomalyPlugin } from './anomalies.ts';
export type { AnomalyEvent, AnomalyStart } from './anomaly-event.ts';
export type { AnomalyResult, AnomalyScore } from './anomaly-result.ts';
export { calibrate, type CalibrateOptions } from './calibrate.ts';
export { calibrationSchema, parseCalibration, type Calibration } from './calibration.ts';
export { correlation } from './correlation.ts';
export {
  createDecider,
  type Decider,
  type DeciderOptions,
  type ScoredFrame,
  type Verdict,
} from './decider.ts';
export { defaultDecision, type Decision } from './decision.ts';
export { areaUnderCurve, type LabelledScore } from './evaluation/area-under-curve.ts';
export { averagePrecision } from './evaluation/average-precision.ts';
export {
  bootstrapAreas,
  type AreaIntervals,
  type BootstrapOptions,
  type Interval,
} from './evaluation/bootstrap-areas.ts';
export { parseLabels, type ClipLabels } from './evaluation/clip-labels.ts';
export { equalErrorRate } from './evaluation/equal-error-rate.ts';
export {
  evaluateScores,
  type ClipEvaluation,
  type ScoredClip,
  type ScoreEvaluation,
} from './evaluation/evaluate-scores.ts';
export { framesInRanges, type FrameRange } from './evaluation/frame-range.ts';
export { holdSamples, type FrameSample } from './evaluation/hold-samples.ts';
export {
  judgeAlarms,
  type AlarmClip,
  type AlarmEvent,
  type AlarmJudgement,
  type ClipAlarms,
} from './evaluation/judge-alarms.ts';
export type { LabelledRegion, LabelledTrack } from './evaluation/labelled-tracks.ts';
export { poissonInterval } from './evaluation/poisson-interval.ts';
export { regionScores, type RegionClip, type RegionScores } from './evaluation/region-scores.ts';
export { rocCurve, type RocPoint } from './evaluation/roc-curve.ts';
export { scaledPerClip } from './evaluation/scaled-per-clip.ts';
export type { DriftReport, LightChange, ScoreChange } from './drift/drift-report.ts';
export { finishedEvents } from './finished-events.ts';
export type { Grid } from './grid.ts';
export { heldOutScores } from './held-out-scores.ts';
export type { HotRegion } from './hot-region.ts';
export type { NormalStatistics, PriorStrength } from './normal-statistics.ts';
export type { Observation } from './observation.ts';
export { observationFrom } from './observation-from.ts';
export { observe } from './observe.ts';
export type { ScorePoint } from './score-track.ts';
export { createScorer, type FrameScore } from './scorer.ts';
export { defaultScoring, type Scoring } from './scoring.ts';
export { openSettledStream } from './settled-stream.ts';
export type { ModelStep, StepOutput, StepStream, StreamingModel } from './streaming-model.ts';
export type { Tail } from './tail.ts';
export { parseThresholdBasis, thresholdBasisOf, type ThresholdBasis } from './threshold-basis.ts';
export { thresholdFor, type Threshold } from './threshold-for.ts';
export { viewBaselineFrom, type MeasuredFrame, type ViewBaseline } from './view/view-baseline.ts';
export type { ViewEvent } from './view/view-event.ts';
export { maybeOtherCamera, viewFaultWords, type ViewFault } from './view/view-fault.ts';
export type { ViewMeasure } from './view/view-measure.ts';
export { createViewMeter, type ViewMeter } from './view/view-meter.ts';
export {
  createViewWatch,
  type ViewStep,
  type ViewVerdict,
  type ViewWatch,
  type ViewWatchOptions,
} from './view/view-watch.ts';
export { joinZones } from './zones/join-zones.ts';
export { placeMask } from './zones/place-mask.ts';
export { placeZones, type PlacedZone } from './zones/place-zones.ts';
export { parseZones, zonesSchema, type ZonePolygon, type Zones } from './zones/zones.ts';
