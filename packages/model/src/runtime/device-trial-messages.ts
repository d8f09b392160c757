import type { Device } from './device.ts';
import type { DeviceSpeed } from './device-speed.ts';
import type { TrialFigures, TrialModel } from './device-trial.ts';

/** What ONNX Runtime was built with: `listSupportedBackends`. */
export interface Backend {
  readonly name: string;
  /** Its libraries came with the package. */
  readonly bundled: boolean;
}

/** To the trial's process: does the device start at all, and how does it run a model? One at a time. */
export type TrialRequest =
  | { readonly kind: 'start'; readonly device: Exclude<Device, 'cpu'> }
  | {
      readonly kind: 'try';
      readonly device: Exclude<Device, 'cpu'>;
      readonly model: TrialModel;
    };

/** From it: once `ready`, then an answer to each request. */
export type TrialMessage =
  | { readonly kind: 'ready'; readonly backends: readonly Backend[] }
  | { readonly kind: 'started'; readonly speed: DeviceSpeed }
  | { readonly kind: 'figures'; readonly figures: TrialFigures }
  | { readonly kind: 'failed'; readonly reason: string };
