import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { FrameNeeds } from '@presage/core';
import type { Footage, FootageSpan } from '@presage/train';
import type { LearnWarning } from './learn-progress.ts';
import { readFootage } from './read-footage.ts';

export interface AddClipsOptions {
  readonly footage: Footage;
  readonly needs: FrameNeeds;
  /** A span shorter than this cannot be learned from, in frames. */
  readonly windowFrames: number;
  readonly signal: AbortSignal;
}

/** Adds clips of accepted events to footage, behind it: spans to learn from, not to measure normal on. */
export async function addClips(
  clips: readonly string[],
  { footage, needs, windowFrames, signal }: AddClipsOptions,
): Promise<{ readonly spans: readonly FootageSpan[]; readonly warnings: readonly LearnWarning[] }> {
  const spans: FootageSpan[] = [];
  const warnings: LearnWarning[] = [];
  for (const path of clips) {
    const there = await stat(path).catch(() => undefined);
    if (!there?.isFile()) {
      warnings.push({
        code: 'mark-clip-gone',
        message: `${basename(path)}, the clip of an event that was marked normal, is not in the model's normal set any more: it is not learned`,
      });
      continue;
    }
    const { footage: clip } = await readFootage([{ path }], { needs, signal });
    for (const { start, length } of clip.spans) {
      if (length < windowFrames) continue;
      spans.push({ start: footage.length, length });
      for (let index = 0; index < length; index += 1) {
        const bytes = clip.frame(start + index);
        footage.append({ bytes, ...(index === 0 && { discontinuity: 'gap' as const }) });
      }
    }
  }
  return { spans, warnings };
}
