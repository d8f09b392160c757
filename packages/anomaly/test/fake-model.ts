import type { Frame, FrameFate } from '@presage/core';
import type { StepOutput, StreamingModel } from '../src/streaming-model.ts';

/** A model whose patch errors are the frame's bytes (no number for 255), and a count of its open streams. */
export interface FakeModel extends StreamingModel {
  readonly openStreams: () => number;
}

export interface FakeModelOptions {
  readonly calibration?: unknown;
  readonly warmUpFrames?: number;
  readonly outputName?: string;
  /** The same at every step. */
  readonly features?: StepOutput;
}

export function fakeModel(options: FakeModelOptions = {}): FakeModel {
  const { calibration, warmUpFrames = 0, outputName = 'error', features } = options;
  let open = 0;
  return {
    description: { needs: { width: 4, height: 4, format: 'gray8', frameRate: 5 } },
    calibration,
    openStreams: () => open,
    stream() {
      open += 1;
      let sinceReset = 0;
      return {
        async step({ bytes, timestampUs, discontinuity }) {
          sinceReset = discontinuity ? 1 : sinceReset + 1;
          const data = Float32Array.from(bytes, (byte) => (byte === 255 ? Number.NaN : byte));
          const outputs = {
            [outputName]: { data, shape: [4, 4] },
            ...(features && { features }),
          };
          return { outputs, warmUp: sinceReset <= warmUpFrames, timestampUs };
        },
        [Symbol.dispose]: () => void (open -= 1),
      };
    },
  };
}

/** Frame number `sequence` of a 5 frames-a-second stream, all bytes `level`; its fate lands in `fates`. */
export function fakeFrame(sequence: number, level: number, fates: FrameFate[] = []): Frame {
  const settle: Frame['settle'] = (fate) => void fates.push(fate);
  return {
    streamId: 'door',
    sequence,
    timestampUs: sequence * 200_000,
    arrivalMs: 0,
    width: 4,
    height: 4,
    format: 'gray8',
    bytes: new Uint8Array(16).fill(level),
    ...(sequence === 0 && { discontinuity: 'start' as const }),
    settle,
    [Symbol.dispose]: () => settle('processed'),
  };
}
