import { Option } from 'commander';

/** Where a network may be told to run. */
const devices = ['auto', 'cuda', 'webgpu', 'directml', 'coreml', 'cpu'] as const;

export type DeviceChoice = (typeof devices)[number];

/** `--device`; anything else than the names known here is bad usage. */
export function deviceOption(): Option {
  return new Option('--device <name>', 'where the network runs').choices(devices).default('auto');
}
