/** Learned numbers by name: row-major float32, shapes as in `describeNetwork`. */
export type Weights = ReadonlyMap<string, Float32Array>;
