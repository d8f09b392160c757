import type { FrameData } from '@presage/core';
import type { ModelFile } from '../file/model-file.ts';
import { openModel } from '../runtime/open-model.ts';
import { joinExtremes, type ConvolutionExtremes } from './activation-extremes.ts';
import { observedModel } from './observed-model.ts';

export interface MeasureActivationsOptions {
  /** Threads that one step may use. Default: one a core, four at most. */
  readonly threads?: number;
  readonly signal?: AbortSignal;
  /** Called after each step. */
  readonly onStep?: () => void;
}

/**
 * Runs a model over normal input, one stream with its state carried, and notes how far the values at
 * each of its convolutions reach: what {@link quantiseModel} takes. `inputs` are frames, or arrays
 * where the model takes those; frames give their bytes away.
 *
 * Throws as `openModel` and `step` do, and InputError `precision-chosen`, `precision-nothing-to-do`,
 * `precision-operator-set`.
 */
export async function measureActivations(
  file: ModelFile,
  inputs: Iterable<FrameData | Float32Array>,
  options: MeasureActivationsOptions = {},
): Promise<readonly ConvolutionExtremes[]> {
  const { threads, signal, onStep } = options;
  const observed = observedModel(file);
  await using model = await openModel(observed.file, {
    device: 'cpu',
    batching: 'off',
    ...(threads !== undefined && { threads }),
    ...(signal && { signal }),
  });
  using stream = model.stream();
  let extremes: readonly ConvolutionExtremes[] | undefined;
  for (const input of inputs) {
    const { outputs } = await ('bytes' in input ? stream.step(input) : stream.stepArray(input));
    const seen = observed.extremesOf(outputs);
    extremes = extremes?.map((before, at) => joinExtremes(before, seen[at]!)) ?? seen;
    onStep?.();
  }
  return extremes ?? [];
}
