import { describeNetwork, encodeGraph, pictureShape, type Weights } from '@presage/model';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { adamStepSize } from './adam.ts';
import type { Checkpoint } from './checkpoint.ts';
import { frameOf } from './footage.ts';
import {
  buildTrainingGraph,
  framesPerWindow,
  trainingNames,
  updated,
  weightNames,
} from './training-graph.ts';
import type { TrainingJob } from './training-protocol.ts';
import type { WindowStart } from './window-plan.ts';

type Tensors = Record<string, Tensor>;

/** The training graph with its weights, moments and states; lives in a worker. */
export interface TrainingSession {
  /** One optimiser step on these windows, the `index`th counted from 0; gives the loss. */
  step(index: number, windows: readonly WindowStart[], learningRate: number): Promise<number>;
  checkpoint(step: number): Checkpoint;
}

/** Builds the graph of a job and loads the weights it starts from. */
export async function createTrainingSession(job: TrainingJob): Promise<TrainingSession> {
  const { spec, batchSize, from, footage } = job;
  const facts = describeNetwork(spec);
  const [channels, height, width] = pictureShape(spec.input);
  const windowFrames = framesPerWindow(spec, job);
  const session = await InferenceSession.create(encodeGraph(buildTrainingGraph(spec, job)), {
    graphOptimizationLevel: 'all',
    intraOpNumThreads: job.threads,
    // Spinning threads take the processor from whatever else runs, and then wait for it themselves.
    extra: { session: { intra_op: { allow_spinning: '0' }, dynamic_block_base: '4' } },
  });

  const frames = new Uint8Array(windowFrames * batchSize * footage.frameBytes);
  const stepSize = new Float32Array(1);
  const loss = new Float32Array(1);
  const fixed: Tensors = {
    [trainingNames.frames]: new Tensor('uint8', frames, [
      windowFrames * batchSize,
      height,
      width,
      channels,
    ]),
    [trainingNames.stepSize]: new Tensor('float32', stepSize, [1]),
  };
  // Two sets of everything that is updated: a step reads one and writes the other.
  const states = facts.states.map(({ name, shape }) => ({ name, shape: [batchSize, ...shape] }));
  let current: Tensors = { ...floats(states), ...weightTensors(job, from) };
  let next: Tensors = { ...floats(states), ...weightTensors(job) };

  const valuesOf = (pick: (weight: string) => string): Weights =>
    new Map(
      facts.parameters.map(({ name }) => [name, Float32Array.from(dataOf(current, pick(name)))]),
    );

  return {
    async step(index, windows, learningRate) {
      windows.forEach(({ frame, reset }, sequence) => {
        for (let time = 0; time < windowFrames; time += 1) {
          frames.set(
            frameOf(footage, frame + time),
            (time * batchSize + sequence) * footage.frameBytes,
          );
        }
        if (reset)
          for (const { name } of states) clearRow(dataOf(current, name), sequence, batchSize);
      });
      stepSize[0] = adamStepSize(learningRate, index + 1);
      const fetches: Tensors = { [trainingNames.loss]: new Tensor('float32', loss, [1]) };
      for (const [name, tensor] of Object.entries(next)) fetches[updated(name)] = tensor;
      await session.run({ ...fixed, ...current }, fetches);
      [current, next] = [next, current];
      return loss[0]!;
    },
    checkpoint: (step) => ({
      step,
      weights: valuesOf((name) => name),
      means: valuesOf((name) => weightNames(name).mean),
      meanSquares: valuesOf((name) => weightNames(name).meanSquare),
    }),
  };
}

function floats(
  tensors: readonly { readonly name: string; readonly shape: readonly number[] }[],
): Tensors {
  return Object.fromEntries(
    tensors.map(({ name, shape }) => {
      const count = shape.reduce((product, size) => product * size, 1);
      return [name, new Tensor('float32', new Float32Array(count), shape)];
    }),
  );
}

/** Weights and moments by their names in the graph; zeros without a checkpoint. */
function weightTensors({ spec }: TrainingJob, from?: Checkpoint): Tensors {
  const tensors: Tensors = {};
  for (const { name, shape } of describeNetwork(spec).parameters) {
    const names = weightNames(name);
    Object.assign(tensors, floats(Object.values(names).map((each) => ({ name: each, shape }))));
    if (!from) continue;
    dataOf(tensors, names.weight).set(from.weights.get(name)!);
    dataOf(tensors, names.mean).set(from.means.get(name)!);
    dataOf(tensors, names.meanSquare).set(from.meanSquares.get(name)!);
  }
  return tensors;
}

function dataOf(tensors: Tensors, name: string): Float32Array {
  return tensors[name]!.data as Float32Array;
}

function clearRow(data: Float32Array, row: number, rows: number): void {
  const length = data.length / rows;
  data.fill(0, row * length, (row + 1) * length);
}
