import type { ExitGuard } from '../../runtime/exit-guard.ts';

/** A tensor for one run, or from one. */
export interface ProbedTensor {
  readonly data: Float32Array | Uint8Array;
  readonly shape: readonly number[];
}

export type ProbedTensors = Readonly<Record<string, ProbedTensor>>;

/** What a probe's worker is started with. */
export interface ProbeRequest extends Pick<ExitGuard, 'flags'> {
  readonly bytes: Uint8Array;
  readonly outputs: readonly string[];
  readonly runs: readonly ProbedTensors[];
}

/** What became of one run. */
export type ProbedRun =
  | { readonly kind: 'ran'; readonly outputs: ProbedTensors }
  | { readonly kind: 'failed'; readonly reason: string };
