import { InputError } from '@presage/core';
import type { ImportOptions } from '../import-options.ts';

/** What is known of a network's input from its weights. */
export interface InputFacts {
  readonly channels: number | undefined;
  /** Spatial axes. */
  readonly rank: number;
  /** Spatial sizes, height first. */
  readonly size: readonly number[] | undefined;
}

/** All of a spec but its layers; the schema checks it. */
type Frame = Record<string, unknown>;

/** What spatial axes are called. */
const axes = ['depth', 'height', 'width'];

/** Channels that frames of a format have. */
const frameChannels = { gray8: 1, rgb24: 3 } as const;

/**
 * The part of a spec around its layers: from what the weights say, and what was asked for.
 *
 * Throws InputError `import-size-missing` where the size is known from neither, `import-frames` where
 * frames cannot be the input.
 */
export function torchInput(facts: InputFacts, options: ImportOptions, name: string): Frame {
  const [channels, ...size] = shapeOf(facts, options, name);
  const { frames } = options;
  const warmUpFrames = options.warmUpFrames ?? (frames?.target === 'next' ? 1 : 0);
  if (!frames) return { input: { shape: [channels!, ...size] }, target: 'none', warmUpFrames };
  if (size.length !== 2 || channels !== frameChannels[frames.format]) {
    throw new InputError({
      code: 'import-frames',
      message: `${name} takes arrays [${[channels, ...size].join(', ')}], which ${frames.format} frames are not: those are [${frameChannels[frames.format]}, height, width]; leave --frames out, or give the format that fits`,
      fields: { name, shape: [channels, ...size] },
    });
  }
  const { format, frameRate, target = 'none', patchSize = 8 } = frames;
  const [height, width] = size as [number, number];
  const input = { width, height, format, frameRate };
  return target === 'none'
    ? { input, target, warmUpFrames }
    : { input, target, patchSize, warmUpFrames };
}

function shapeOf(facts: InputFacts, options: ImportOptions, name: string): readonly number[] {
  const { channels, rank } = facts;
  if (options.shape) {
    const [given, ...sizes] = options.shape;
    if (given === (channels ?? given) && sizes.length === rank) return options.shape;
    throw wrong(
      `[${options.shape.join(', ')}]`,
      `[${[channels ?? 'channels', ...axes.slice(-rank)].join(', ')}]`,
      name,
    );
  }
  const size = options.size ?? facts.size;
  if (size === undefined || channels === undefined) {
    const shape = [channels ?? 1, ...Array.from({ length: rank }, () => 32)].join('x');
    throw new InputError({
      code: 'import-size-missing',
      message: `${name} does not say how large its maps are, as files of PyTorch do not; say it: ${rank === 2 && channels !== undefined ? '--size 32x24 (width x height)' : `--shape ${shape} (channels x sizes)`}`,
      fields: { name, channels, dimensions: rank },
    });
  }
  if (size.length !== rank) throw wrong(size.join('×'), `${rank} sizes`, name);
  return [channels, ...size];
}

function wrong(got: string, wanted: string, name: string): InputError {
  return new InputError({
    code: 'import-size-wrong',
    message: `${name} takes maps of ${wanted}, not ${got}; give its size with --size or --shape`,
    fields: { name },
  });
}
