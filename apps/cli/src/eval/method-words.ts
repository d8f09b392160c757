import type { EvaluationProtocol, MethodEvaluation } from '@presage/engine';

/** A way of scoring, as a table calls it. */
export const methodNames: Readonly<Record<MethodEvaluation['method'], string>> = {
  model: 'model',
  frameDifference: 'frame difference',
  meanPicture: 'distance to mean picture',
};

/** How a figure came about, in a few words. */
export function protocolWords({ causal, memory, scaledBy }: EvaluationProtocol): string {
  return [
    causal ? 'causal' : 'uses the future',
    memoryWords(memory),
    ...(scaledBy === 'normal-footage' ? ['scaled by normal footage'] : []),
    ...(scaledBy === 'own-clip' ? ['scaled per clip'] : []),
  ].join(', ');
}

const memoryNames = {
  'carried-state': 'state carried',
  'frame-before': 'from the frame before',
  'frames-before': 'mean of the clip so far',
  'normal-footage': 'mean of normal footage',
} as const;

function memoryWords(memory: EvaluationProtocol['memory']): string {
  return typeof memory === 'object'
    ? `state reset every ${memory.stateResetEveryFrames} frames`
    : memoryNames[memory];
}
