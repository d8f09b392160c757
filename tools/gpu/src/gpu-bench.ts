import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { chongTay, convLstmS, tiny } from '@presage/bench';
import {
  buildStepGraph,
  buildStepModel,
  describeNetwork,
  initialWeights,
  seededRandom,
  type ComparingNetworkSpec,
} from '@presage/model';
import { largeSizes, measureLimits, tinySizes } from './device-limits.ts';
import { gpuTable, type GpuRow } from './gpu-table.ts';
import { measurePytorch } from './measure-pytorch.ts';
import { measureStreams } from './measure-streams.ts';
import { stepCost } from './step-cost.ts';

const usage = `pnpm gpu:bench                  WebGPU beside PyTorch, batches of 1 to 64; writes gpu-bench.json
  --device webgpu|cuda|cpu      default webgpu
  --batches 1,2,4               default 1,2,4,8,16,32,64
  --seconds 2                   that each figure is measured for
  --tiny                        a small network and small limits, to try the bench itself
  PRESAGE_PYTHON                the Python with PyTorch; default /usr/bin/python3`;

const { values } = parseArgs({
  options: {
    device: { type: 'string', default: 'webgpu' },
    batches: { type: 'string', default: '1,2,4,8,16,32,64' },
    seconds: { type: 'string', default: '2' },
    tiny: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const { device } = values;
const batches = values.batches.split(',').map(Number);
const seconds = Number(values.seconds);
const known = device === 'webgpu' || device === 'cuda' || device === 'cpu';
const valid =
  known && seconds > 0 && batches.every((batch) => Number.isInteger(batch) && batch > 0);
if (values.help || !valid) {
  console.error(usage);
  process.exit(values.help ? 0 : 2);
}

const controller = new AbortController();
const { signal } = controller;
process.once('SIGINT', () => controller.abort(new Error('interrupted')));

const networks: Record<string, ComparingNetworkSpec> = values.tiny
  ? { tiny }
  : { 'Chong & Tay': chongTay, 'ConvLSTM-S': convLstmS };

const limits = await measureLimits(device, values.tiny ? tinySizes : largeSizes);
const rows: GpuRow[] = [];
let reference = 'no PyTorch';
for (const [network, spec] of Object.entries(networks)) {
  const weights = initialWeights(spec, seededRandom(1));
  const { onnx: bytes, description } = buildStepModel(spec, weights);
  const kept = describeNetwork(spec).states.flatMap(({ name }) => [name, `${name}.next`]);
  const cost = stepCost(buildStepGraph(spec, weights), new Set(kept));
  const pytorch = await measurePytorch(spec, { batches, seconds, signal }).catch(
    (error: unknown) => {
      signal.throwIfAborted();
      console.error(
        `PyTorch: ${error instanceof Error ? error.message.split('\n').at(-1) : String(error)}`,
      );
      return undefined;
    },
  );
  if (pytorch) reference = `PyTorch ${pytorch.version} on ${pytorch.device}`;
  for (const [index, batch] of batches.entries()) {
    console.error(`${network}, batch ${batch}`);
    const own = await measureStreams(
      { bytes, description },
      { device, streams: batch, seconds, signal },
    );
    const beside = pytorch?.batches[index];
    rows.push({ network, batch, own, cost, ...(beside && { pytorch: beside }) });
  }
}

console.log(
  `${device}, ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}; ${reference}`,
);
console.log(
  `copy limit ${limits.copyGigabytes.toPrecision(3)} GB/s, compute limit ${limits.gigaflops.toPrecision(3)} GFLOP/s\n`,
);
console.log(gpuTable(rows, limits));
await writeFile(
  'gpu-bench.json',
  `${JSON.stringify({ device, reference, limits, rows }, undefined, 2)}\n`,
);
console.error('written: gpu-bench.json');
