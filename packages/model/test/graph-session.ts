import { InferenceSession, Tensor } from 'onnxruntime-node';
import { encodeGraph } from '../src/graph/encode-graph.ts';
import type { Graph } from '../src/graph/graph.ts';
import type { TensorData } from '../src/graph/value.ts';

export interface FedTensor {
  readonly data: TensorData;
  readonly shape: readonly number[];
}

/** A tensor that came back; ONNX Runtime says what shape it has. */
export interface FoundTensor {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

/** A graph in ONNX Runtime, on one thread. */
export interface GraphSession extends AsyncDisposable {
  run(feeds: Readonly<Record<string, FedTensor>>): Promise<Record<string, FoundTensor>>;
}

/** Opens a graph, or the bytes of a model. */
export async function openGraph(source: Graph | Uint8Array): Promise<GraphSession> {
  const bytes = source instanceof Uint8Array ? source : encodeGraph(source);
  const session = await InferenceSession.create(bytes, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
  });
  return {
    async run(feeds) {
      const tensors = Object.entries(feeds).map(([name, fed]) => [name, tensorFrom(fed)]);
      const results = await session.run(Object.fromEntries(tensors) as Record<string, Tensor>);
      return Object.fromEntries(
        Object.entries(results).map(([name, { data, dims }]) => [
          name,
          { data: Float32Array.from(data as Float32Array, Number), shape: dims },
        ]),
      );
    },
    [Symbol.asyncDispose]: () => session.release(),
  };
}

function tensorFrom({ data, shape }: FedTensor): Tensor {
  if (data instanceof Float32Array) return new Tensor('float32', data, shape);
  if (data instanceof Uint8Array) return new Tensor('uint8', data, shape);
  return new Tensor('int64', data, shape);
}
