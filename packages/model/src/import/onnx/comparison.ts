import { bytesPerPixel, type FrameNeeds } from '@presage/core';
import type { onnx as types } from 'onnx-proto';
import type { ModelDescription } from '../../file/model-description.ts';
import { onnx } from '../../file/onnx.ts';
import { elementCount } from '../../graph/value.ts';
import { errorOutput, nextSuffix, predictionState } from '../../lower/tensor-names.ts';
import type { FrameElements } from '../frame-elements.ts';
import { cast, node, transpose, type Border } from './border.ts';
import { frameLayout, type FrameLayout } from './frame-layout.ts';
import { refusal } from './refusal.ts';

const { DataType } = onnx.TensorProto;
const { INTS } = onnx.AttributeProto.AttributeType;

/** What is compared, and how. */
export interface ComparisonOptions {
  /** Name of the input of frames, `[N, height, width, channels]`. */
  readonly frame: string;
  readonly needs: FrameNeeds;
  /** `same`: a picture of the frame just seen. `next`: of the one after it. */
  readonly target: 'same' | 'next';
  /** Pixels. */
  readonly patchSize: number;
  /** Results as they came out for one stream, batch included. */
  readonly shapes: ReadonlyMap<string, readonly number[]>;
  readonly openBatch: boolean;
  /** How elements were scaled for the graph: what it gives is taken to be scaled alike. */
  readonly scaled?: FrameElements | undefined;
}

/** What a comparison adds to a step. */
export interface Comparison {
  readonly output: string;
  readonly states: ModelDescription['states'];
}

/**
 * Puts behind a graph how far the picture that it gives is from the frame: `error`, the mean square
 * of each patch over pixels and channels, elements 0..1, as the networks made here give it.
 *
 * Throws InputError `import-frames` where not exactly one result is such a picture, or the graph has
 * a tensor of that name.
 */
export function addComparison(border: Border, options: ComparisonOptions): Comparison {
  const { frame, needs, target, patchSize, shapes, openBatch, scaled } = options;
  const { width, height, format } = needs;
  const channels = bytesPerPixel[format];
  const [rows, columns] = [height, width].map((size) => Math.floor(size / patchSize));
  const refuse = (why: string) =>
    refusal('import-frames', `the frames of ${border.name} cannot be compared: ${why}`, {
      name: border.name,
      target,
      patchSize,
    });
  if (!rows || !columns) {
    throw refuse(`patches of ${patchSize} pixels do not fit into ${width}×${height}`);
  }
  const picture = pictureOf(shapes, needs);
  if (!picture) {
    const given = [...shapes].map(([name, shape]) => `"${name}" [${shape.join(', ')}]`);
    throw refuse(
      `exactly one result must be a picture of ${width}×${height} with ${channels} channels, and there are ${given.join(', ')}; import it with target none`,
    );
  }
  if (border.fresh(errorOutput) !== errorOutput) {
    throw refuse(`it has a tensor named "${errorOutput}" of its own; import it with target none`);
  }

  const nodes: types.INodeProto[] = [];
  const named = (wanted: string) => border.fresh(`compared.${wanted}`);
  const then = (each: types.INodeProto): string => {
    nodes.push(each);
    return each.output![0]!;
  };
  const reshaped = (from: string, to: string, shape: readonly number[]): string => {
    const sizes = [openBatch ? 0 : 1, ...shape];
    return then(node('Reshape', [from, border.integers(named('shape'), sizes)], to));
  };
  const firstOf = (from: string, to: string, layout: FrameLayout['channels']): string =>
    layout === 'first' || channels === 1
      ? reshaped(from, to, [channels, height, width])
      : then(transpose(reshaped(from, named('rows'), [height, width, channels]), to, [0, 3, 1, 2]));

  const back = (from: string, to: string, { inverse }: FrameElements): string => {
    const [factor, offset] = [inverse.scale, inverse.offset].map((values) =>
      border.floats(named('back'), [channels, 1, 1], values),
    ) as [string, string];
    return then(node('Add', [then(node('Mul', [from, factor], named('unscaled'))), offset], to));
  };

  const floats = then(cast(frame, named('frame'), DataType.FLOAT));
  const scale = border.floats(named('scale'), [], Float32Array.of(1 / 255));
  const elements = then(node('Mul', [floats, scale], named('elements')));
  const seen = firstOf(elements, named('seen'), 'last');
  const prediction = target === 'next' ? border.fresh(predictionState) : '';
  const taken = target === 'next' ? border.fresh(predictionState + nextSuffix) : named('given');
  const given = scaled
    ? back(firstOf(picture.name, named('scaled'), picture.layout.channels), taken, scaled)
    : firstOf(picture.name, taken, picture.layout.channels);
  const difference = then(
    node('Sub', [seen, target === 'next' ? prediction : given], named('difference')),
  );
  const square = then(node('Mul', [difference, difference], named('square')));
  // One convolution averages over channels and patch; it is written alike in every operator set.
  const kernel = [1, channels, patchSize, patchSize];
  const share = new Float32Array(elementCount(kernel)).fill(1 / elementCount(kernel));
  const pooled = then({
    ...node('Conv', [square, border.floats(named('share'), kernel, share)], named('patches')),
    attribute: [{ name: 'strides', type: INTS, ints: [patchSize, patchSize] }],
  });
  reshaped(pooled, errorOutput, [rows, columns]);

  const batch = openBatch ? 'N' : 1;
  const map = { type: DataType.FLOAT, shape: [batch, channels, height, width] };
  border.append(nodes, {
    inputs: target === 'next' ? [{ ...map, name: prediction }] : [],
    outputs: [
      { name: errorOutput, type: DataType.FLOAT, shape: [batch, rows, columns] },
      ...(target === 'next' ? [{ ...map, name: given }] : []),
    ],
  });
  border.notes.push(
    `The result "${picture.name}" is compared with the ${target === 'next' ? 'next frame' : 'frame just seen'}, patch by patch of ${patchSize} pixels; what comes out is "${errorOutput}".`,
  );
  const shape = [1, channels, height, width];
  return {
    output: errorOutput,
    states: target === 'next' ? [{ input: prediction, output: given, shape }] : [],
  };
}

function pictureOf(
  shapes: ReadonlyMap<string, readonly number[]>,
  { width, height, format }: FrameNeeds,
): { readonly name: string; readonly layout: FrameLayout } | undefined {
  const pictures = [...shapes].flatMap(([name, shape]) => {
    const layout = frameLayout(shape, format);
    return layout?.width === width && layout.height === height ? [{ name, layout }] : [];
  });
  return pictures.length === 1 ? pictures[0] : undefined;
}
