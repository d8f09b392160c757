/** A layer as a file's configuration has it. */
export interface KerasLayer {
  readonly name: string;
  /** `ConvLSTM2D`. */
  readonly type: string;
  /** Where the class comes from, if the file says so: `keras.layers`, a package of one's own. */
  readonly module?: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** What a wrapper (`TimeDistributed`) wraps. */
  readonly wrapped?: KerasLayer;
  /** What is inside, where the layer is a model itself. */
  readonly model?: KerasModel;
}

/** One of the tensors that a layer gives at one of its calls. */
export interface KerasTensorName {
  readonly layer: string;
  /** Which of the layer's calls. */
  readonly call: number;
  /** Which of its tensors. */
  readonly index: number;
}

/** A layer at work. */
export interface KerasCall {
  readonly layer: KerasLayer;
  readonly call: number;
  readonly inputs: readonly KerasTensorName[];
  /** Names of arguments that are given tensors too: `initial_state`. */
  readonly otherTensors: readonly string[];
}

/** A `Sequential` or functional model. */
export interface KerasModel {
  readonly name: string;
  readonly layers: readonly KerasLayer[];
  /** In an order in which each comes after those that it takes. */
  readonly calls: readonly KerasCall[];
  readonly inputs: readonly KerasTensorName[];
  readonly outputs: readonly KerasTensorName[];
  /** Shape of the input with its batch, as far as it is known; null where it is open. */
  readonly inputShape?: readonly (number | null)[];
}
