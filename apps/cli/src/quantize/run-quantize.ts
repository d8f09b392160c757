import { dirname } from 'node:path';
import { quantizeModel } from '@presage/engine';
import { exitCode } from '../frame/exit-code.ts';
import { usageError } from '../frame/usage-error.ts';
import type { CommandContext } from '../frame/command-context.ts';
import type { CommandResult } from '../frame/command-result.ts';
import { checkApart } from '../output/check-apart.ts';
import { checkModelReplaceable } from '../output/check-model-replaceable.ts';
import { checkWritableFile } from '../output/check-writable.ts';
import { makeFolder } from '../output/make-folder.ts';
import { createPhases } from '../terminal/phases.ts';
import { quantizeSummaryText } from './quantize-summary-text.ts';
import { quantizeWithProgress } from './quantize-with-progress.ts';

export interface RunQuantizeOptions {
  /** The model file that is given. */
  readonly model: string;
  /** Normal video. */
  readonly normal: readonly string[];
  /** Where the new model goes. */
  readonly out: string;
  readonly precision: 'int8' | 'float16';
  readonly labels?: string;
  /** The labels' clips. */
  readonly video?: readonly string[];
  readonly threads?: number;
  readonly context: CommandContext;
}

/** Makes a model compute in fewer bits, and says what that cost. */
export async function runQuantize(options: RunQuantizeOptions): Promise<CommandResult> {
  const { model, normal, out, precision, labels, video = [], threads, context } = options;
  const { signal, logger, progress } = context;
  if ((labels === undefined) !== (video.length === 0)) {
    throw usageError(
      '--labels and --video belong together: labels say which frames of the clips are abnormal; give both or neither',
    );
  }
  const inputs = [model, ...normal, ...video, ...(labels === undefined ? [] : [labels])];
  await checkApart({ inputs: [...new Set(inputs)], outputs: [out] });
  await checkModelReplaceable(out);
  await checkWritableFile(out);
  await using _ = await makeFolder(dirname(out));
  signal.throwIfAborted();

  using phases = createPhases(progress);
  const { modelPath, summary } = await quantizeWithProgress(
    quantizeModel({
      model,
      sources: normal.map((path) => ({ path })),
      output: out,
      precision,
      ...(labels !== undefined && { labelled: { labels, clips: video } }),
      ...(threads !== undefined && { threads }),
      signal,
      logger,
    }),
    phases,
  );
  const agrees = summary.correlation >= summary.wantedCorrelation;
  return {
    json: { model: modelPath, ...summary },
    text: (style) => quantizeSummaryText({ modelPath, summary, style }),
    exitCode: agrees ? exitCode.done : exitCode.failed,
  };
}
