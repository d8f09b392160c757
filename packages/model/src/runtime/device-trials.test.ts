import { expect, test } from 'vitest';
import { leakySumsFile } from '../../test/leaky-sums.ts';
import { deviceObstacle } from './device-obstacle.ts';
import { deviceOrder, type Device } from './device.ts';
import type { Backend } from './device-trial-messages.ts';
import type { TrialAnswer, TrialProcess } from './device-trial-process.ts';
import type { DeviceSpeed } from './device-speed.ts';
import type { TrialFigures } from './device-trial.ts';
import { createDeviceTrials } from './device-trials.ts';

const { bytes, description: plan } = leakySumsFile();
const never = new AbortController().signal;
const model = { bytes, plan, threads: 1 };
const terms = { fasterThanCpu: true, allowed: 1e-3 };
const wish = { model, terms, signal: never };
const fast = { value: { difference: 0, deviceMs: 1, cpuMs: 5 } };
const slow = { value: { difference: 0, deviceMs: 9, cpuMs: 5 } };

interface Machine {
  readonly backends?: TrialAnswer<readonly Backend[]>;
  /** Devices that do not start, and why. */
  readonly broken?: Partial<Record<Device, string>>;
  readonly speed?: Partial<Record<Device, DeviceSpeed>>;
  readonly figures?: Partial<Record<Device, TrialAnswer<TrialFigures>>>;
}

const everything = ['cpu', 'cuda', 'webgpu', 'dml', 'coreml'].map((name) => ({
  name,
  bundled: true,
}));

/** Where no CUDA library is, whatever this machine has. */
function obstacleOf(device: Device, built: readonly Backend[]): string | undefined {
  return deviceObstacle(device, built, '/nowhere');
}

/** Trials on a machine that does not exist; `asked` is what its processes were asked. */
function trialsOn({
  backends = { value: everything },
  broken = {},
  speed = {},
  figures = {},
}: Machine) {
  const asked: string[] = [];
  let running = 0;
  function start(): TrialProcess {
    asked.push('process');
    running += 1;
    return {
      backends: async () => backends,
      async start(device) {
        asked.push(`start ${device}`);
        const reason = broken[device];
        return reason === undefined
          ? { value: speed[device] ?? { deviceMs: 1, cpuMs: 1 } }
          : { reason };
      },
      async try(device) {
        asked.push(`try ${device}`);
        return figures[device] ?? { reason: `${device} was not expected` };
      },
      [Symbol.dispose]() {
        running -= 1;
      },
    };
  }
  return { asked, running: () => running, trials: createDeviceTrials(start, obstacleOf) };
}

test('the first that is right and faster than the CPU runs the model; those behind it are not tried', async () => {
  const { trials, asked, running } = trialsOn({
    broken: { cuda: 'libcudnn.so.9: cannot open shared object file' },
    figures: { webgpu: slow, directml: fast },
  });
  const tried = await trials.try(deviceOrder, wish);
  expect(tried).toEqual([
    {
      device: 'cuda',
      runs: false,
      reason: 'cannot start: libcudnn.so.9 is not installed on this machine',
    },
    {
      device: 'webgpu',
      runs: false,
      reason: 'slower than the CPU: 9 ms a step against 5 ms',
      stepMs: 9,
    },
    { device: 'directml', runs: true, reason: 'a step ran in 1 ms, on the CPU 5 ms', stepMs: 1 },
    { device: 'coreml', runs: false, reason: 'not needed: directml runs' },
    { device: 'cpu', runs: false, reason: 'not needed: directml runs' },
  ]);
  // A process that a provider was loaded in is not used for another one.
  expect(asked).toEqual([
    'process',
    'start cuda',
    'process',
    'start webgpu',
    'try webgpu',
    'process',
    'start directml',
    'try directml',
  ]);
  expect(running()).toBe(0);
});

test('the CPU runs what nothing else does, and alone it starts no process', async () => {
  const { trials, asked } = trialsOn({
    broken: { cuda: 'a', webgpu: 'b', directml: 'c', coreml: 'd' },
  });
  expect((await trials.try(deviceOrder, wish)).at(-1)).toEqual({
    device: 'cpu',
    runs: true,
    reason: 'a step ran',
  });
  asked.length = 0;
  expect(await trials.try(['cpu'], wish)).toMatchObject([{ device: 'cpu', runs: true }]);
  expect(asked).toEqual([]);
});

test('what a device did is remembered: for every model that it does not start, for this model how it runs', async () => {
  const { trials, asked } = trialsOn({ broken: { cuda: 'no' }, figures: { webgpu: fast } });
  const first = await trials.try(deviceOrder, wish);
  asked.length = 0;
  expect(await trials.try(deviceOrder, wish)).toEqual(first);
  expect(asked).toEqual([]);

  const renamed = Buffer.from(bytes);
  renamed.write('FIXTURE', renamed.indexOf('fixture'));
  await trials.try(deviceOrder, { ...wish, model: { ...model, bytes: renamed } });
  expect(asked).toEqual(['process', 'try webgpu']);
});

test('what is not built in, or not installed, is told without a try', async () => {
  const { trials, asked } = trialsOn({
    backends: {
      value: [
        { name: 'cpu', bundled: true },
        { name: 'cuda', bundled: false },
      ],
    },
  });
  const tried = await trials.try(deviceOrder, wish);
  const notBuiltIn = `not built into ONNX Runtime for ${process.platform} ${process.arch}`;
  expect(tried.map(({ reason }) => reason)).toEqual([
    'its libraries are not installed (pnpm gpu:cuda fetches them)',
    notBuiltIn,
    notBuiltIn,
    notBuiltIn,
    'a step ran',
  ]);
  expect(asked).toEqual(['process']);
});

test('where no process starts, nothing is tried, and that is asked once', async () => {
  const { trials, asked } = trialsOn({ backends: { reason: 'no such file' } });
  for (let time = 0; time < 2; time += 1) {
    const tried = await trials.try(deviceOrder, wish);
    expect(tried.map(({ runs }) => runs)).toEqual([false, false, false, false, true]);
    expect(tried[0]!.reason).toBe('not tried: failed: no such file');
  }
  expect(asked).toEqual(['process']);
});

test('a software driver is told from a GPU before the model is tried on it; by name it is tried', async () => {
  const { trials, asked } = trialsOn({
    broken: { cuda: 'no', directml: 'no', coreml: 'no' },
    speed: { webgpu: { deviceMs: 118.2, cpuMs: 0.51 } },
    figures: { webgpu: slow },
  });
  const tried = await trials.try(deviceOrder, wish);
  expect(tried[1]).toEqual({
    device: 'webgpu',
    runs: false,
    reason:
      'far slower than the CPU, as a software driver is: 120 ms for a product of matrices against 0.51 ms',
  });
  expect(asked).not.toContain('try webgpu');
  const byName = { ...wish, terms: { ...terms, fasterThanCpu: false } };
  expect(await trials.try(['webgpu'], byName)).toMatchObject([{ device: 'webgpu', runs: true }]);
  expect(asked).toContain('try webgpu');
});
