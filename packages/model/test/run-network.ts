import { bytesPerPixel } from '@presage/core';
import { elementCount } from '../src/graph/value.ts';
import { buildStepGraph } from '../src/lower/build-step-graph.ts';
import { buildStepModel } from '../src/lower/build-step-model.ts';
import { buildUnrolledGraph } from '../src/lower/build-unrolled-graph.ts';
import type { NetworkSpec } from '../src/spec/network-spec.ts';
import type { Weights } from '../src/weights.ts';
import { openGraph, type FedTensor, type GraphSession } from './graph-session.ts';

export interface Network {
  readonly spec: NetworkSpec;
  readonly weights: Weights;
}

/** Frames of some streams: of the first moment all streams, then of the next. */
export interface Footage {
  readonly bytes: Uint8Array;
  readonly frames: number;
  readonly batch: number;
}

export interface NetworkResult {
  /** In the order of the footage. */
  readonly errors: readonly number[];
  /** By the name of the state; after the last frame. */
  readonly states: Readonly<Record<string, Float32Array>>;
}

/** Opens a network's step graph, for any number of streams. */
export async function openStepGraph({ spec, weights }: Network): Promise<GraphSession> {
  return openGraph(buildStepGraph(spec, weights));
}

/** Runs a step graph frame by frame, its states fed back as its description says. */
export async function runSteps(
  session: GraphSession,
  network: Network,
  { bytes, frames, batch }: Footage,
): Promise<NetworkResult> {
  const { description } = buildStepModel(network.spec, network.weights);
  const each = bytes.length / frames;
  let states = zeroStates(network, batch);
  const errors: number[] = [];
  for (let frame = 0; frame < frames; frame += 1) {
    const found = await session.run({
      frame: {
        data: bytes.slice(frame * each, (frame + 1) * each),
        shape: [batch, ...frameShape(network.spec)],
      },
      ...states,
    });
    errors.push(...found['error']!.data);
    states = Object.fromEntries(
      description.states.map(({ input, output }) => [input, found[output]!]),
    );
  }
  return { errors, states: dataOf(states) };
}

/** Runs all frames as one graph. */
export async function runUnrolledNetwork(
  network: Network,
  { bytes, frames, batch }: Footage,
): Promise<NetworkResult> {
  const graph = buildUnrolledGraph(network.spec, network.weights, { steps: frames, batch });
  await using session = await openGraph(graph);
  const states = zeroStates(network, batch);
  const found = await session.run({
    frame: { data: bytes, shape: [frames * batch, ...frameShape(network.spec)] },
    ...states,
  });
  return {
    errors: [...found['error']!.data],
    states: Object.fromEntries(
      Object.keys(states).map((name) => [name, found[`${name}.next`]!.data]),
    ),
  };
}

function frameShape({ input }: NetworkSpec): number[] {
  return [input.height, input.width, bytesPerPixel[input.format]];
}

function zeroStates({ spec, weights }: Network, batch: number): Record<string, FedTensor> {
  return Object.fromEntries(
    buildStepModel(spec, weights).description.states.map(({ input, shape }) => [
      input,
      { data: new Float32Array(batch * elementCount(shape)), shape: [batch, ...shape] },
    ]),
  );
}

function dataOf(tensors: Readonly<Record<string, FedTensor>>): Record<string, Float32Array> {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { data }]) => [name, data as Float32Array]),
  );
}
