import {
  describeNetwork,
  elementCount,
  Graph,
  lowerNetwork,
  normalisePictures,
  pictureShape,
  reduceMean,
  reshape,
  slice,
  sizeAt,
  square,
  sub,
  type ComparingNetworkSpec,
  type Value,
} from '@presage/model';
import { adam, clipByNorm } from './adam.ts';
import { checkTrainable } from './gradient/check-trainable.ts';
import { gradients } from './gradient/gradients.ts';

export interface WindowShape {
  /** Sequences learned from at once. */
  readonly batchSize: number;
  /** Frames in time that gradients flow back through. */
  readonly unrolledSteps: number;
}

export interface TrainingGraphOptions extends WindowShape {
  /** Largest common norm of the gradients. Default 1. */
  readonly clipNorm?: number;
}

/** Names of a training graph's inputs and outputs that belong to no weight and no state. */
export const trainingNames = { frames: 'frames', stepSize: 'stepSize', loss: 'loss' } as const;

/** Names under which a weight and its moments go in; they come out with {@link updated}. */
export const weightNames = (weight: string) =>
  ({ weight, mean: `${weight}:mean`, meanSquare: `${weight}:meanSquare` }) as const;

/** The name under which the next value of an input comes out. */
export const updated = (name: string): string => `${name}:next`;

/** Frames that one window takes from a sequence: with target `next`, one more than the steps. */
export function framesPerWindow(
  { target }: ComparingNetworkSpec,
  { unrolledSteps }: WindowShape,
): number {
  return unrolledSteps + (target === 'next' ? 1 : 0);
}

/**
 * One step of learning as a graph: truncated back-propagation through time (Werbos 1990) over
 * `unrolledSteps` frames of `batchSize` sequences, then Adam.
 *
 * Inputs: `frames` uint8 `[framesPerWindow · batchSize, height, width, channels]`, earliest first;
 * each state `[batchSize, …]`; each weight and its two moments; `stepSize` `[1]`. Outputs: `loss`
 * (mean squared error, elements 0..1) and the next value of every state, weight and moment.
 *
 * Throws InputError `network-not-trainable` where a layer has no gradient.
 */
export function buildTrainingGraph(
  spec: ComparingNetworkSpec,
  options: TrainingGraphOptions,
): Graph {
  checkTrainable(spec);
  const { batchSize, unrolledSteps, clipNorm = 1 } = options;
  const graph = new Graph();
  const facts = describeNetwork(spec);
  const [channels, height, width] = pictureShape(spec.input);
  const frameCount = framesPerWindow(spec, options) * batchSize;
  const pictures = normalisePictures(
    graph.input(trainingNames.frames, 'uint8', [frameCount, height, width, channels]),
  );
  const inputs = facts.parameters.map(({ name, shape }) => {
    const names = weightNames(name);
    return {
      names,
      weight: graph.input(names.weight, 'float32', shape),
      mean: graph.input(names.mean, 'float32', shape),
      meanSquare: graph.input(names.meanSquare, 'float32', shape),
    };
  });
  const stepSize = graph.input(trainingNames.stepSize, 'float32', [1]);

  const seen = unrolledSteps * batchSize;
  const output = lowerNetwork(spec, {
    maps: frames(pictures, 0, seen),
    parameters: new Map(inputs.map(({ names, weight }) => [names.weight, weight])),
    states: new Map(
      facts.states.map(({ name, shape }) => [
        name,
        graph.input(name, 'float32', [batchSize, ...shape]),
      ]),
    ),
    steps: unrolledSteps,
  });
  const truth = frames(pictures, frameCount - seen, frameCount);
  const loss = meanSquare(sub(output.maps, truth));

  const raw = gradients(
    loss,
    inputs.map(({ weight }) => weight),
  );
  const clipped = clipByNorm(raw, clipNorm);
  graph.output(trainingNames.loss, loss);
  for (const [name, value] of output.states) graph.output(updated(name), value);
  inputs.forEach((state, index) => {
    const next = adam(state, clipped[index]!, { stepSize });
    graph.output(updated(state.names.weight), next.weight);
    graph.output(updated(state.names.mean), next.mean);
    graph.output(updated(state.names.meanSquare), next.meanSquare);
  });
  return graph;
}

function frames(pictures: Value, start: number, end: number): Value {
  return start === 0 && end === sizeAt(pictures.shape, 0)
    ? pictures
    : slice(pictures, [{ axis: 0, start, end }]);
}

function meanSquare(x: Value): Value {
  // One row first: reducing every axis of a four-dimensional tensor at once is slower.
  return reshape(reduceMean(reshape(square(x), [1, elementCount(x.shape)]), [1]), [1]);
}
