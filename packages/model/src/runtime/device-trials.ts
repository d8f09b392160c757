import { deviceObstacle } from './device-obstacle.ts';
import type { Backend } from './device-trial-messages.ts';
import {
  startTrialProcess,
  type TrialAnswer,
  type TrialProcess,
  type TrialProcessOptions,
} from './device-trial-process.ts';
import type { DeviceSpeed } from './device-speed.ts';
import type { TrialFigures, TrialModel } from './device-trial.ts';
import { deviceVerdict, inWords, type TrialTerms } from './device-verdict.ts';
import type { Device, DeviceTrial } from './device.ts';
import { graphDigest } from './graph-digest.ts';
import { createTurns } from './device-turns.ts';

/** What a model's trial is to be. */
export interface TrialWish {
  readonly model: TrialModel;
  readonly terms: TrialTerms;
  /** Ends the trial; what is learnt by then is kept. */
  readonly signal: AbortSignal;
}

/** Tries devices, each once for a model. */
export interface DeviceTrials {
  /**
   * Tries devices in this order until one runs the model, which then is the only one that `runs`.
   * The CPU always does. One call after the other, so that none slows another one's steps down.
   */
  try(devices: readonly Device[], wish: TrialWish): Promise<DeviceTrial[]>;
}

type Accelerator = Exclude<Device, 'cpu'>;

/** A GPU that is so many times slower than the CPU at large products is a program that plays one. */
const hopeless = 20;

/** Nothing is tried yet. */
export function createDeviceTrials(
  start: (options: TrialProcessOptions) => TrialProcess = startTrialProcess,
  obstacleOf: typeof deviceObstacle = deviceObstacle,
): DeviceTrials {
  const turns = createTurns();
  /** The same for every model, and so asked once. */
  let backends: TrialAnswer<readonly Backend[]> | undefined;
  const starts = new Map<Accelerator, TrialAnswer<DeviceSpeed>>();
  const answers = new Map<string, TrialAnswer<TrialFigures>>();

  return {
    async try(devices, { model, terms, signal }) {
      using held = new DisposableStack();
      held.use(await turns.take(signal));
      const processes = held.use(createProcesses(() => start({ signal })));
      let digest: string | undefined;

      async function answerFrom(
        device: Accelerator,
      ): Promise<TrialAnswer<TrialFigures | DeviceSpeed>> {
        const started = starts.get(device) ?? (await processes.current().start(device));
        starts.set(device, started);
        if ('reason' in started) return started;
        const { deviceMs, cpuMs } = started.value;
        if (terms.fasterThanCpu && deviceMs > hopeless * cpuMs) return started;
        digest ??= Buffer.from(graphDigest(model.bytes)).toString('hex');
        const key = `${device} ${model.threads} ${digest}`;
        const known = answers.get(key);
        if (known) return known;
        const answer = await processes.current().try(device, model);
        answers.set(key, answer);
        return answer;
      }

      async function trialOf(device: Accelerator): Promise<DeviceTrial> {
        backends ??= await processes.current().backends();
        if ('reason' in backends) {
          return { device, runs: false, reason: `not tried: ${inWords(backends.reason)}` };
        }
        const obstacle = obstacleOf(device, backends.value);
        if (obstacle !== undefined) return { device, runs: false, reason: obstacle };
        try {
          return deviceVerdict(device, await answerFrom(device), terms);
        } finally {
          processes.drop();
        }
      }

      const tried: DeviceTrial[] = [];
      for (const device of devices) {
        const ahead = tried.find(({ runs }) => runs)?.device;
        if (ahead) tried.push({ device, runs: false, reason: `not needed: ${ahead} runs` });
        else if (device === 'cpu') tried.push({ device, runs: true, reason: 'a step ran' });
        else tried.push(await trialOf(device));
      }
      return tried;
    },
  };
}

/** One process at a time, started when it is needed, and another one after it was dropped. */
function createProcesses(start: () => TrialProcess) {
  let running: TrialProcess | undefined;
  function drop(): void {
    running?.[Symbol.dispose]();
    running = undefined;
  }
  return {
    current: () => (running ??= start()),
    drop,
    [Symbol.dispose]: drop,
  };
}
