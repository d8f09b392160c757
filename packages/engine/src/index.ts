export type { ScoreProgress, ScoreSummary, ScoringDone, ScoringStarted } from './score-progress.ts';
export { scoreVideo, type ScoreVideoOptions } from './score-video.ts';
export type { LearnProgress, LearnSummary, LearnWarning } from './learn-progress.ts';
export { defaultNetwork } from './default-network.ts';
export { continueLearning, type ContinueLearningOptions } from './continue-learning.ts';
export { learnNormal, type EarlierLearning, type LearnNormalOptions } from './learn-normal.ts';
export type {
  BeforeAfter,
  LabelledComparison,
  QuantizeProgress,
  QuantizeSummary,
} from './quantize-progress.ts';
export type { LabelledClips } from './quantize-judge.ts';
export { quantizeModel, type QuantizeModelOptions } from './quantize-model.ts';
export type { CalibrateProgress, CalibrateSummary } from './calibrate-progress.ts';
export { calibrateModelFile, type CalibrateModelFileOptions } from './calibrate-model-file.ts';
export type { FootageSource } from './read-footage.ts';
export type { LeftOut } from './review/leave-out.ts';
export {
  reviewVideos,
  type ReviewProgress,
  type ReviewVideosOptions,
} from './review/review-videos.ts';
export type { FootageReview, ReviewMoment } from './review/review-footage.ts';
export type { OtherScene } from './review/other-scenes.ts';
export { evaluateClips, type EvaluateClipsOptions } from './evaluate-clips.ts';
export type {
  EvaluatedClip,
  EvaluateProgress,
  EvaluationProtocol,
  EvaluationSummary,
  MethodEvaluation,
} from './evaluate-progress.ts';
export {
  changeThreshold,
  type ChangeThresholdOptions,
  type ThresholdChange,
} from './change-threshold.ts';
export type {
  FeedbackProgress,
  FeedbackSummary,
  FeedbackWarning,
  MarkedEvent,
} from './feedback/feedback-progress.ts';
export { forgetMarks, type ForgetSummary } from './feedback/forget-marks.ts';
export { markNormal, type MarkNormalOptions } from './feedback/mark-normal.ts';
export type { Mark, RollBack, Version } from './home/home-index.ts';
export { keepVersion, openHomeWriter, type HomeWriter } from './home/home-writer.ts';
export { openModelHome, type ModelHome } from './home/model-home.ts';
export {
  compareVersions,
  type ComparedVersion,
  type CompareProgress,
  type CompareVersionsOptions,
  type VersionComparison,
} from './compare-versions.ts';
export { pruneVersions, rollBack } from './roll-back.ts';
export { readScoresCsv, type StoredScore } from './read-scores-csv.ts';
export { readThresholdBasis } from './read-threshold-basis.ts';
export {
  replayScores,
  type Replay,
  type ReplayedEvent,
  type ReplayedThreshold,
  type ReplayOptions,
} from './replay-scores.ts';
