import type { FrameNeeds } from '@presage/core';
import {
  joinExtremes,
  observedModel,
  openModel,
  type ConvolutionExtremes,
  type ModelFile,
} from '@presage/model';
import type { Footage, FootageSpan } from '@presage/train';
import { spanFrames } from './span-frames.ts';

export interface MeasureActivationsOptions {
  readonly model: ModelFile;
  readonly needs: FrameNeeds;
  readonly footage: Footage;
  readonly spans: readonly FootageSpan[];
  readonly threads?: number;
  readonly signal: AbortSignal;
  readonly onFrame: () => void;
}

/**
 * Runs a model over normal footage, its state carried as on a camera, and notes how far the values
 * at each of its convolutions reach.
 */
export async function measureActivations(
  options: MeasureActivationsOptions,
): Promise<readonly ConvolutionExtremes[]> {
  const { signal, threads, onFrame } = options;
  const { file, extremesOf } = observedModel(options.model);
  await using model = await openModel(file, {
    signal,
    batching: 'off',
    device: 'cpu',
    ...(threads !== undefined && { threads }),
  });
  using stream = model.stream();
  let extremes: readonly ConvolutionExtremes[] | undefined;
  for (const frame of spanFrames(options)) {
    const { outputs } = await stream.step(frame);
    const seen = extremesOf(outputs);
    extremes = extremes?.map((before, at) => joinExtremes(before, seen[at]!)) ?? seen;
    onFrame();
  }
  return extremes ?? [];
}
