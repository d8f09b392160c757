import type { PickleValue } from './pickle/pickle-value.ts';

/** What a file of PyTorch holds, as plain data. */
export interface TorchFile {
  readonly root: PickleValue;
  readonly format: 'PyTorch' | 'TorchScript' | 'safetensors';
}
