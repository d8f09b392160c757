import { elementCount } from '../src/graph/value.ts';
import { layerSchema, type LayerOf } from '../src/spec/layer-spec.ts';
import { runStepwise, type LayerResult } from './run-layer.ts';

/** Kernels `[outputs, inputs, …]` flat, gates in the order input, forget, output, candidate. */
export interface ConvLstmCase {
  readonly layer: Partial<LayerOf<'convLstm'>> &
    Pick<LayerOf<'convLstm'>, 'hiddenChannels' | 'kernelSize'>;
  readonly inputShape: readonly number[];
  readonly weights: Readonly<Record<string, readonly number[]>>;
  /** `[frames, batch, …inputShape]`. */
  readonly x: readonly number[];
  readonly batch: number;
}

/** Runs a ConvLSTM layer step by step. */
export async function runConvLstm(options: ConvLstmCase): Promise<LayerResult> {
  const { inputShape, batch, x } = options;
  return runStepwise({
    layer: layerSchema.parse({ type: 'convLstm', ...options.layer }),
    inputShape,
    weights: new Map(
      Object.entries(options.weights).map(([name, data]) => [name, Float32Array.from(data)]),
    ),
    x: Float32Array.from(x),
    frames: x.length / batch / elementCount(inputShape),
    batch,
  });
}
