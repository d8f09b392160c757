import { encodeGraph, fixedShape, type Graph } from '@presage/model';
import { InferenceSession, Tensor } from 'onnxruntime-node';

/** Elements of float32 or uint8 tensors, by name. */
export type TensorValues = Readonly<Record<string, Float32Array | Uint8Array>>;

/** A graph ready to run. */
export interface RunnableGraph extends AsyncDisposable {
  run(inputs: TensorValues): Promise<Readonly<Record<string, Float32Array>>>;
}

/** Loads a graph into a session of its own; `sizes` gives the sizes that the graph leaves open. */
export async function runnableGraph(
  graph: Graph,
  sizes: Readonly<Record<string, number>> = {},
): Promise<RunnableGraph> {
  const session = await InferenceSession.create(encodeGraph(graph), { logSeverityLevel: 3 });
  return {
    async run(inputs) {
      const feeds = graph.inputs.map(({ name, type, shape }) => {
        const sized = fixedShape(
          shape.map((size) => (typeof size === 'string' ? sizes[size]! : size)),
        );
        const data = inputs[name];
        if (!data) throw new TypeError(`no values for ${name}`);
        return [name, new Tensor(type, data, sized)] as const;
      });
      const outputs = await session.run(Object.fromEntries(feeds));
      return Object.fromEntries(
        Object.entries(outputs).map(([name, { data }]) => [
          name,
          Float32Array.from(data as Float32Array),
        ]),
      );
    },
    [Symbol.asyncDispose]: async () => session.release(),
  };
}
