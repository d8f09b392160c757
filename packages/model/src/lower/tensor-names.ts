/** Name of the frame input of every step graph and unrolled graph that takes frames. */
export const frameInput = 'frame';
/** Name of the input of those that take arrays. */
export const arrayInput = 'input';
/** Name of the patch-error output. */
export const errorOutput = 'error';
/** Name of the output of hidden states, pooled to the patches. */
export const featuresOutput = 'features';
/** Name of the result of a network that is not compared with anything. */
export const networkOutput = 'output';
/** The state that holds what the network expects the next frame to be. */
export const predictionState = 'prediction';
/** Ending of a state's name where it is an output. */
export const nextSuffix = '.next';
