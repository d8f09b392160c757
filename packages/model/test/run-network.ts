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
  /** As the network takes them: bytes of pictures, or floats of arrays. */
  readonly data: Uint8Array | Float32Array;
  readonly frames: number;
  readonly batch: number;
}

export interface NetworkResult {
  /** Errors, or the network's output, in the order of the footage. */
  readonly results: readonly number[];
  /** Of one frame of one stream, as ONNX Runtime has it. */
  readonly shape: readonly number[];
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
  { data, frames, batch }: Footage,
): Promise<NetworkResult> {
  const { input, outputs, states: pairs } = descriptionOf(network);
  const each = data.length / frames;
  let states = zeroStates(network, batch);
  const results: number[] = [];
  let shape: readonly number[] = [];
  for (let frame = 0; frame < frames; frame += 1) {
    const found = await session.run({
      [input.name]: {
        data: data.slice(frame * each, (frame + 1) * each),
        shape: [batch, ...input.shape],
      },
      ...states,
    });
    const result = found[outputs[0]!.name]!;
    results.push(...result.data);
    shape = result.shape.slice(1);
    states = Object.fromEntries(pairs.map(({ input: into, output }) => [into, found[output]!]));
  }
  return { results, shape, states: dataOf(states) };
}

/** Runs all frames as one graph. */
export async function runUnrolledNetwork(
  network: Network,
  { data, frames, batch }: Footage,
): Promise<NetworkResult> {
  const { input, outputs } = descriptionOf(network);
  const graph = buildUnrolledGraph(network.spec, network.weights, { steps: frames, batch });
  await using session = await openGraph(graph);
  const states = zeroStates(network, batch);
  const found = await session.run({
    [input.name]: { data, shape: [frames * batch, ...input.shape] },
    ...states,
  });
  const result = found[outputs[0]!.name]!;
  return {
    results: [...result.data],
    shape: result.shape.slice(1),
    states: Object.fromEntries(
      Object.keys(states).map((name) => [name, found[`${name}.next`]!.data]),
    ),
  };
}

function descriptionOf({ spec, weights }: Network) {
  return buildStepModel(spec, weights).description;
}

function zeroStates(network: Network, batch: number): Record<string, FedTensor> {
  return Object.fromEntries(
    descriptionOf(network).states.map(({ input, shape }) => [
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
