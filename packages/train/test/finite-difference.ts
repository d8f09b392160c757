import { encodeGraph, Graph, mul, reduceSum, type Value } from '@presage/model';
import * as ort from 'onnxruntime-node';
import { gradients } from '../src/gradient/gradients.ts';

/** A function of tensors under test. */
export interface DifferentiableCase {
  /** Shapes of the inputs. */
  readonly shapes: readonly (readonly number[])[];
  readonly build: (...inputs: Value[]) => Value;
}

/** A derivative along one direction, worked out in two ways. */
export interface DirectionalDerivative {
  readonly analytic: number;
  readonly numeric: number;
}

/**
 * The derivative of a random projection of `build`'s result along a random direction in all inputs,
 * from {@link gradients} and from central differences. Inputs keep a distance from 0, where some
 * operators have a kink.
 */
export async function directionalDerivative(
  { shapes, build }: DifferentiableCase,
  random: () => number,
): Promise<DirectionalDerivative> {
  const graph = new Graph();
  const inputs = shapes.map((shape, index) => graph.input(`x${index}`, 'float32', shape));
  const result = build(...inputs);
  const direction = shapes.map((shape) =>
    Float32Array.from(numbers(shape, () => 2 * random() - 1)),
  );
  const projection = Float32Array.from(numbers(result.shape, () => 2 * random() - 1));
  const weights = graph.constant('projection', projection, result.shape as readonly number[]);
  const projected = reduceSum(
    mul(result, weights),
    result.shape.map((_, axis) => axis),
  );
  gradients(projected, inputs).forEach((gradient, index) => graph.output(`dx${index}`, gradient));
  graph.output('y', result);

  const session = await ort.InferenceSession.create(encodeGraph(graph), { logSeverityLevel: 3 });
  try {
    const at = shapes.map((shape) =>
      Float32Array.from(numbers(shape, () => (random() < 0.5 ? -1 : 1) * (0.2 + random()))),
    );
    const run = async (shift: number): Promise<ort.InferenceSession.ReturnType> =>
      session.run(
        Object.fromEntries(
          at.map((values, index) => [
            `x${index}`,
            new ort.Tensor(
              'float32',
              values.map((x, i) => x + shift * direction[index]![i]!),
              shapes[index],
            ),
          ]),
        ),
      );
    const step = 0.01;
    const there = await run(0);
    const analytic = direction.reduce(
      (all, along, index) => all + dot(there[`dx${index}`]!, along),
      0,
    );
    const ahead = dot((await run(step))['y']!, projection);
    const behind = dot((await run(-step))['y']!, projection);
    return { analytic, numeric: (ahead - behind) / (2 * step) };
  } finally {
    await session.release();
  }
}

function numbers(shape: Value['shape'], make: () => number): number[] {
  return Array.from({ length: shape.reduce<number>((all, size) => all * Number(size), 1) }, make);
}

function dot(tensor: ort.Tensor, values: Float32Array): number {
  return values.reduce((all, value, index) => all + value * Number(tensor.data[index]), 0);
}
