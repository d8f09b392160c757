import type { onnx as types } from 'onnx-proto';
import type { ConvolutionExtremes } from './activation-extremes.ts';
import type { ByteInput } from './byte-convolution.ts';
import {
  inputScaleOver,
  magnitudeOf,
  middleByte,
  middleScale,
  type ByteValue,
} from './byte-value.ts';
import type { FoundConvolution } from './find-convolutions.ts';
import type { GraphEditor } from './graph-editor.ts';
import { integerOf } from './node-attributes.ts';
import { rangeOf, withHeadroom } from './value-range.ts';

export interface ByteInputContext {
  readonly seen: ConvolutionExtremes;
  readonly editor: GraphEditor;
  /** Tensors that there are bytes of. */
  readonly known: Map<string, ByteValue>;
  readonly madeBy: ReadonlyMap<string, types.INodeProto>;
  readonly stateChannels: ReadonlyMap<string, number>;
}

/** Some channels of what a convolution runs over. */
interface Part {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/**
 * What a convolution runs over, in bytes. Where it is several tensors side by side, each is rounded
 * by a scale of its own: input and hidden state reach differently far.
 */
export function byteInput(
  { input, kernel, groups }: FoundConvolution,
  context: ByteInputContext,
): ByteInput {
  const { editor, known } = context;
  const channels = kernel.shape[1]! * groups;
  const parts = known.has(input)
    ? [{ name: input, start: 0, end: channels }]
    : partsOf(input, channels, context);
  // What normal footage never moved has no scale of its own. One of its neighbours' size lets it show
  // itself later, and leaves the neighbours' weights, which share its kernel's scale, their digits.
  const reaches = parts.map((part) => magnitudeOf(rangeWithin(part, context)));
  const least = Math.min(...reaches.filter((reach) => reach > 0));
  const isStill = (at: number) => reaches[at] === 0 && least < Infinity;
  const first = parts.map((part, at) =>
    isStill(at)
      ? quantise(editor, part.name, inputScaleOver({ min: 0, max: least }))
      : bytesOf(part, context),
  );
  const zeroPoint = first.every((one) => one.zeroPoint === 0) ? 0 : middleByte;
  const bytes = parts.map((part, at) =>
    parts.length === 1 || first[at]!.zeroPoint === zeroPoint
      ? first[at]!
      : quantise(editor, part.name, middleScale(isStill(at) ? least : reaches[at]!)),
  );
  const scales = parts.flatMap(({ start, end }, at) =>
    Array.from({ length: end - start }, () => bytes[at]!.scale),
  );
  const name =
    bytes.length === 1
      ? bytes[0]!.name
      : editor.add({
          type: 'Concat',
          inputs: bytes.map((one) => one.name),
          attributes: { axis: 1 },
        });
  return { name, zeroPoint: bytes.length === 1 ? bytes[0]!.zeroPoint : zeroPoint, scales };
}

function bytesOf(part: Part, context: ByteInputContext): ByteValue {
  const { editor, known } = context;
  const there = known.get(part.name);
  if (there) return there;
  const bytes = quantise(editor, part.name, inputScaleOver(rangeWithin(part, context)));
  known.set(part.name, bytes);
  return bytes;
}

function quantise(
  editor: GraphEditor,
  input: string,
  { scale, zeroPoint }: Omit<ByteValue, 'name'>,
): ByteValue {
  const name = editor.add({
    type: 'QuantizeLinear',
    inputs: [input, editor.float(scale), editor.byte(zeroPoint)],
  });
  return { name, scale, zeroPoint };
}

function rangeWithin({ start, end }: Part, { seen: { input } }: ByteInputContext) {
  const [min, max] = [input.min.subarray(start, end), input.max.subarray(start, end)];
  return withHeadroom(rangeOf({ min, max }));
}

/** The tensors that were put side by side, where it is known how many channels each has: of states it is. */
function partsOf(name: string, channels: number, context: ByteInputContext): readonly Part[] {
  const whole = [{ name, start: 0, end: channels }];
  const node = context.madeBy.get(name);
  const names = node?.input ?? [];
  if (node?.opType !== 'Concat' || integerOf(node, 'axis') !== 1) return whole;
  const sizes = names.map((part) => context.stateChannels.get(part));
  const unknown = sizes.filter((size) => size === undefined).length;
  if (unknown > 1) return whole;
  const rest = channels - sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  let end = 0;
  return names.map((part, at) => {
    const start = end;
    end += sizes[at] ?? rest;
    return { name: part, start, end };
  });
}
