import { Graph } from '../src/graph/graph.ts';
import { elementCount } from '../src/graph/value.ts';
import { describeLayer, lowerLayer } from '../src/layers/lower-layer.ts';
import type { LayerSpec } from '../src/spec/layer-spec.ts';
import type { Weights } from '../src/weights.ts';
import { openGraph, type FedTensor, type FoundTensor } from './graph-session.ts';

export interface LayerInput {
  /** `[channels, …]`. */
  readonly shape: readonly number[];
  /** `[frames · batch, …shape]`. */
  readonly data: Float32Array;
}

export interface LayerRun {
  readonly layer: LayerSpec;
  /** `[channels, …]`. */
  readonly inputShape: readonly number[];
  /** Other inputs, of a merge. */
  readonly more?: readonly LayerInput[];
  /** By their names within the layer. */
  readonly weights: Weights;
  /** `[frames · batch, …inputShape]`. */
  readonly x: Float32Array;
  readonly frames: number;
  readonly batch: number;
}

export interface LayerResult {
  /** `[frames · batch, …]`; unrolled, `[batch, …]` where a layer gives the last frame only. */
  readonly y: FoundTensor;
  /** After the last frame, `[batch, …]`. */
  readonly states: ReadonlyMap<string, FoundTensor>;
}

/** Runs a layer over all frames as one graph. */
export async function runUnrolled(run: LayerRun): Promise<LayerResult> {
  await using session = await openGraph(layerGraph(run, { steps: run.frames, batch: run.batch }));
  const states = zeroStates(run);
  const found = await session.run({
    ...inputsOf(run, 0, run.frames),
    ...Object.fromEntries(states),
  });
  return { y: found['y']!, states: nextOf(states, found) };
}

/** Runs a layer frame by frame, its states fed back by name. */
export async function runStepwise(run: LayerRun): Promise<LayerResult> {
  await using session = await openGraph(layerGraph(run, { steps: 1, batch: 'N' }));
  let states: ReadonlyMap<string, FedTensor> = zeroStates(run);
  const outputs: FoundTensor[] = [];
  for (let frame = 0; frame < run.frames; frame += 1) {
    const found = await session.run({
      ...inputsOf(run, frame, frame + 1),
      ...Object.fromEntries(states),
    });
    states = nextOf(states, found);
    outputs.push(found['y']!);
  }
  const data = Float32Array.from(outputs.flatMap((output) => [...output.data]));
  const shape = [run.frames * run.batch, ...outputs[0]!.shape.slice(1)];
  return { y: { data, shape }, states: states as LayerResult['states'] };
}

/** The inputs of frames `from` to `to`, by their names in the graph. */
function inputsOf(
  { inputShape, x, more = [], batch }: LayerRun,
  from: number,
  to: number,
): Record<string, FedTensor> {
  return Object.fromEntries(
    [{ shape: inputShape, data: x }, ...more].map(({ shape, data }, index) => {
      const each = batch * elementCount(shape);
      return [
        `x${index}`,
        { data: data.slice(from * each, to * each), shape: [(to - from) * batch, ...shape] },
      ];
    }),
  );
}

function layerGraph(
  { layer, inputShape, more = [], weights }: LayerRun,
  { steps, batch }: { readonly steps: number; readonly batch: number | 'N' },
): Graph {
  const graph = new Graph();
  const shapes = [inputShape, ...more.map(({ shape }) => shape)];
  const facts = describeLayer(layer, inputShape, shapes.slice(1));
  const frames = batch === 'N' ? batch : steps * batch;
  const [x, ...others] = shapes.map((shape, index) =>
    graph.input(`x${index}`, 'float32', [frames, ...shape]),
  );
  const parameters = new Map(
    facts.parameters.map(({ name, shape }) => [
      name,
      graph.constant(`weight ${name}`, weights.get(name)!, shape),
    ]),
  );
  const states = new Map(
    facts.states.map(({ name, shape }) => [name, graph.input(name, 'float32', [batch, ...shape])]),
  );
  const y = lowerLayer(layer, x!, {
    steps,
    more: others,
    parameter: (name) => parameters.get(name)!,
    state: (name) => states.get(name)!,
    setState: (name, value) => void graph.output(`${name}.next`, value),
  });
  graph.output('y', y);
  return graph;
}

function zeroStates({ layer, inputShape, more = [], batch }: LayerRun): Map<string, FedTensor> {
  return new Map(
    describeLayer(
      layer,
      inputShape,
      more.map(({ shape }) => shape),
    ).states.map(({ name, shape }) => [
      name,
      { data: new Float32Array(batch * elementCount(shape)), shape: [batch, ...shape] },
    ]),
  );
}

function nextOf(
  states: ReadonlyMap<string, FedTensor>,
  found: Readonly<Record<string, FoundTensor>>,
): Map<string, FoundTensor> {
  return new Map([...states.keys()].map((name) => [name, found[`${name}.next`]!]));
}
