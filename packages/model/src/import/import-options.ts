/** What whoever imports can say where a file does not. */
export interface ImportOptions {
  /** Makes a model of 1- or 3-channel 2-D arrays take frames (`uint8`; elements 0..1 inside, if nothing else is said). */
  readonly frames?: ImportedFrames;
  /**
   * A network spec as parsed from JSON, with `weights` beside it where tensors are named otherwise
   * than in the spec. For files that hold no architecture.
   */
  readonly spec?: unknown;
  /** Spatial sizes of the input, height first, where the file leaves them open: `[height, width]`. */
  readonly size?: readonly number[];
  /** Shape of the input with its channels, where the file leaves it open; in place of `size`. */
  readonly shape?: readonly number[];
  /** Which set of weights in the file is meant, where it holds several: its path, `ema.state_dict`. */
  readonly stateDict?: string;
  /** Order of the gates in fused kernels, where it is another than the usual one: `ifgo`. */
  readonly gates?: string;
  /**
   * What the code of a PyTorch network adds to the forget gates of its ConvLSTMs when it runs, as no
   * file shows; it is added to their biases.
   */
  readonly forgetBias?: number;
  /** State pairs of a foreign ONNX step model: name of the input to name of the output. */
  readonly states?: Readonly<Record<string, string>>;
  /** Inputs of a foreign ONNX model that never change, by name. */
  readonly constants?: Readonly<Record<string, number>>;
  /** The input of a foreign ONNX model that takes each step's data. Default: the one that is left. */
  readonly input?: string;
  /** Sizes that a foreign ONNX model leaves open, by their names there; `x[1]` for an unnamed one. */
  readonly dimensions?: Readonly<Record<string, number>>;
  /**
   * Frames after a reset whose results are not judged yet. Default: as many as a Keras model
   * was given at once less one, else 0; but at least 1 where the output is compared with the next
   * frame, since nothing was predicted of the first.
   */
  readonly warmUpFrames?: number;
}

/** The frames that an imported model is to take. */
export interface ImportedFrames {
  readonly format: 'gray8' | 'rgb24';
  /** Frames a second of media time. */
  readonly frameRate: number;
  /** What the output is compared with. Default `none`: the output itself is the result. */
  readonly target?: 'next' | 'same' | 'none';
  /** Side of the patches that the error is averaged over, in pixels; only with a target. */
  readonly patchSize?: number;
  /**
   * What the network is given for black and for white: `[-1, 1]`, `[0, 255]`. Default `[0, 1]`. What
   * it gives is taken to be scaled alike; errors are of elements 0..1 in every case.
   */
  readonly range?: readonly [low: number, high: number];
  /** In place of `range`: the network is given `(x − mean) / deviation` of elements x in 0..1; one number, or one a channel. */
  readonly mean?: number | readonly number[];
  /** Beside `mean`. Default 1. */
  readonly deviation?: number | readonly number[];
}
