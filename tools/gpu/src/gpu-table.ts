import type { DeviceLimits } from './device-limits.ts';
import type { StreamFigures } from './measure-streams.ts';
import type { StepCost } from './step-cost.ts';

/** One network at one batch. */
export interface GpuRow {
  readonly network: string;
  readonly batch: number;
  /** `inFullRuns`: the share of steps that were in a run of the whole batch. */
  readonly own: StreamFigures & { readonly inFullRuns: number };
  /** Not where there is no PyTorch. */
  readonly pytorch?: StreamFigures;
  readonly cost: StepCost;
}

const heads = [
  'network',
  'batch',
  'steps/s',
  'run p50 ms',
  'run p99 ms',
  'in full runs',
  'PyTorch steps/s',
  'against PyTorch',
  'GB/s',
  'of copy limit',
  'GFLOP/s',
  'of compute limit',
];

/** The rows as a Markdown table, each beside the device's limits. */
export function gpuTable(rows: readonly GpuRow[], limits: DeviceLimits): string {
  const lines = rows.map(({ network, batch, own, pytorch, cost }) => {
    const gigabytes = (cost.bytes * own.stepsPerSecond) / 1e9;
    const gigaflops = (cost.operations * own.stepsPerSecond) / 1e9;
    return [
      network,
      String(batch),
      digits(own.stepsPerSecond),
      digits(own.p50),
      digits(own.p99),
      percent(own.inFullRuns),
      pytorch ? digits(pytorch.stepsPerSecond) : '–',
      pytorch ? `${digits(own.stepsPerSecond / pytorch.stepsPerSecond)} ×` : '–',
      digits(gigabytes),
      percent(gigabytes / limits.copyGigabytes),
      digits(gigaflops),
      percent(gigaflops / limits.gigaflops),
    ];
  });
  return [line(heads), line(heads.map(() => '---')), ...lines.map(line)].join('\n');
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function digits(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(2))} %`;
}
