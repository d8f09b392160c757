/** What a model can run on. */
export type Device = 'cuda' | 'webgpu' | 'directml' | 'coreml' | 'cpu';

/** The order in which `auto` tries devices. */
export const deviceOrder: readonly Device[] = ['cuda', 'webgpu', 'directml', 'coreml', 'cpu'];

/** What became of one device. */
export interface DeviceTrial {
  readonly device: Device;
  /** The model runs on this one. */
  readonly runs: boolean;
  /** Why it runs, or does not; for a person. */
  readonly reason: string;
  /** Milliseconds of a step, where steps were tried on it and gave the CPU's answer. */
  readonly stepMs?: number;
}

/** What a model runs on, and why not on something else. */
export interface DeviceReport {
  readonly device: Device;
  /** In the order tried. */
  readonly tried: readonly DeviceTrial[];
  /** Milliseconds of a step of one stream, as it was when the model was opened. */
  readonly stepMs: number;
  /** Threads that one step may use on the CPU. */
  readonly threads: number;
}
