/** Name of the frame input of every step graph and unrolled graph. */
export const frameInput = 'frame';
/** Name of the patch-error output. */
export const errorOutput = 'error';
/** The state that holds what the network expects the next frame to be. */
export const predictionState = 'prediction';
/** Ending of a state's name where it is an output. */
export const nextSuffix = '.next';
