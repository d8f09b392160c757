import { InferenceSession, type Tensor } from 'onnxruntime-node';
import { onnx } from '../file/onnx.ts';
import { concatenated, floatsOf } from './float-tensors.ts';

/** Copies tensors, some or all of them in the GPU's memory. */
export interface WebgpuReader extends AsyncDisposable {
  /** One for each shape. Resolves to all, one after the other. They stay where they are. */
  read(tensors: readonly Tensor[]): Promise<Float32Array<ArrayBuffer>>;
}

const { FLOAT } = onnx.TensorProto.DataType;

/**
 * Creates a reader of tensors with these shapes. It opens a session when it is first used: a graph
 * that hands its inputs on is the only way back that holds, as `getData()` of a tensor on the GPU
 * ends the process, and a session on the CPU reads something else without a word
 * (onnxruntime-node 1.30.0).
 */
export function createWebgpuReader(
  shapes: readonly (readonly number[])[],
  exclusively: <T>(call: () => Promise<T>) => Promise<T>,
): WebgpuReader {
  let opened: Promise<InferenceSession> | undefined;
  return {
    async read(tensors) {
      if (tensors.every(({ location }) => location === 'cpu')) {
        return concatenated(tensors.map(floatsOf));
      }
      opened ??= exclusively(() =>
        InferenceSession.create(handOnGraph(shapes), { executionProviders: ['webgpu'] }),
      );
      const session = await opened;
      const feeds = Object.fromEntries(tensors.map((tensor, index) => [`from${index}`, tensor]));
      const given = await exclusively(() => session.run(feeds));
      return concatenated(tensors.map((_, index) => floatsOf(given[`to${index}`]!)));
    },
    async [Symbol.asyncDispose]() {
      const session = await opened;
      await exclusively(async () => session?.release());
    },
  };
}

/** A graph that gives `to0`, `to1` … what it is fed as `from0`, `from1` … */
function handOnGraph(shapes: readonly (readonly number[])[]): Uint8Array<ArrayBuffer> {
  const values = (prefix: string) =>
    shapes.map((shape, index) => ({
      name: `${prefix}${index}`,
      type: {
        tensorType: { elemType: FLOAT, shape: { dim: shape.map((dimValue) => ({ dimValue })) } },
      },
    }));
  const message = onnx.ModelProto.create({
    irVersion: 8,
    opsetImport: [{ domain: '', version: 17 }],
    graph: {
      name: 'hand-on',
      input: values('from'),
      output: values('to'),
      node: shapes.map((_, index) => ({
        opType: 'Identity',
        input: [`from${index}`],
        output: [`to${index}`],
      })),
    },
  });
  return new Uint8Array(onnx.ModelProto.encode(message).finish());
}
