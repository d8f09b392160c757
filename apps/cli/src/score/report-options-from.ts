import { basename } from 'node:path';
import type { FfmpegBinaries } from '@presage/io';
import { parseCalibration, thresholdBasisOf } from '@presage/anomaly';
import { frameNeedsOf, type Model } from '@presage/model';
import type { HeatGrid, ReportFact, ReportOptions } from '@presage/report';
import { formatDuration } from '../terminal/format-duration.ts';
import { alarmBudget } from './alarm-budget.ts';
import { otherDevices } from './other-devices.ts';
import type { ScoredVideo } from './scored-video.ts';

export interface ReportOptionsFrom {
  readonly outputFolder: string;
  readonly video: ReportOptions['video'];
  readonly modelPath: string;
  /** Of the model's file, in hex. */
  readonly modelSha256: string;
  readonly model: Model;
  readonly scored: ScoredVideo;
  readonly startedAt: Date;
  readonly binaries: FfmpegBinaries;
}

/** Puts a scored video in the words of the report. */
export function reportOptionsFrom(options: ReportOptionsFrom): ReportOptions {
  const { outputFolder, video, modelPath, model, scored, startedAt, binaries } = options;
  const { summary } = scored;
  const calibration = parseCalibration(model.calibration);
  const remark = otherDevices(summary.device);
  return {
    outputFolder,
    video,
    frameRate: frameNeedsOf(model, modelPath).frameRate,
    grid: gridOf(model),
    points: scored.scores,
    events: scored.events,
    faults: scored.viewEvents,
    ...(scored.drift && { drift: scored.drift }),
    budget: alarmBudget(summary.threshold, calibration),
    thresholdBasis: thresholdBasisOf(calibration),
    modelIdentity: { path: modelPath, sha256: options.modelSha256 },
    zones: summary.zones,
    run: {
      startedAt,
      seconds: summary.wallSeconds,
      ledger: summary.ledger,
      device: {
        value: `${summary.device.device.toUpperCase()}, ${summary.device.threads} threads`,
        ...(remark && { remark }),
      },
      ffmpeg: { value: binaries.ffmpeg.version, remark: binaries.ffmpeg.origin },
    },
    model: modelFacts(modelPath, model),
    warnings: summary.warnings.map(({ message }) => message),
  };
}

/** The grid of the model's `error` output, `[rows, columns]`. */
function gridOf({ description }: Model): HeatGrid {
  const shape = description.outputs.find(({ name }) => name === 'error')?.shape ?? [];
  const [height = 1, width = 1] = shape;
  return { width, height };
}

function modelFacts(path: string, model: Model): readonly ReportFact[] {
  const { width, height, format, frameRate } = frameNeedsOf(model, path);
  const facts: ReportFact[] = [
    { name: 'Model', value: basename(path) },
    { name: 'Frames', value: `${width}×${height} ${format}, ${frameRate} a second` },
  ];
  const { learnedFrom, learnedAt, seconds } = model.provenance ?? {};
  if (learnedFrom) facts.push({ name: 'Learned from', value: learnedFrom.join(', ') });
  if (learnedAt) {
    const remark = seconds === undefined ? {} : { remark: `in ${formatDuration(seconds)}` };
    facts.push({ name: 'Learned', value: learnedAt, ...remark });
  }
  return facts;
}
