import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Device } from './device.ts';
import type { Backend, TrialMessage, TrialRequest } from './device-trial-messages.ts';
import type { DeviceSpeed } from './device-speed.ts';
import type { TrialFigures, TrialModel } from './device-trial.ts';

/** What came of asking: an answer, or why there is none, for a person. */
export type TrialAnswer<T> = { readonly value: T } | { readonly reason: string };

/** A process that providers are tried in, as they may crash. Dispose of it to kill it. */
export interface TrialProcess extends Disposable {
  /** What ONNX Runtime was built with. */
  backends(): Promise<TrialAnswer<readonly Backend[]>>;
  /** Does the device start, whatever the model, and how fast is it? */
  start(device: Exclude<Device, 'cpu'>): Promise<TrialAnswer<DeviceSpeed>>;
  /** How does it run this model? */
  try(device: Exclude<Device, 'cpu'>, model: TrialModel): Promise<TrialAnswer<TrialFigures>>;
}

export interface TrialProcessOptions {
  /** Kills the process; what was asked then rejects with the signal's reason. */
  readonly signal: AbortSignal;
  /** Milliseconds that one answer may take before the process is killed. Default 60,000. */
  readonly patienceMs?: number;
  /** Starts the process. */
  readonly spawn?: () => ChildProcess;
}

/** A process that says nothing for this long is not the one that was to start. */
const startMs = 30_000;
/** Of what the process wrote, this much is kept to tell why it ended. */
const lastWords = 2000;

/** Starts the process. After an answer with a reason it is of no further use. */
export function startTrialProcess({
  signal,
  patienceMs = 60_000,
  spawn = forkTrial,
}: TrialProcessOptions): TrialProcess {
  signal.throwIfAborted();
  const child = spawn();
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  signal.addEventListener('abort', kill, { once: true });

  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-lastWords);
  });

  const messages: TrialMessage[] = [];
  let ended: string | undefined;
  let wake: (() => void) | undefined;
  child.on('message', (message: TrialMessage) => {
    messages.push(message);
    wake?.();
  });
  child.on('error', (error) => {
    ended ??= `the trial's process did not start: ${error.message}`;
    wake?.();
  });
  child.on('exit', (code, killedBy) => {
    ended ??= killedBy
      ? `it crashed in a trial (${killedBy})${lastLineOf(words)}`
      : `its trial ended without an answer (exit code ${code})${lastLineOf(words)}`;
    wake?.();
  });

  async function answer(withinMs = patienceMs): Promise<TrialAnswer<TrialMessage>> {
    const timer = setTimeout(() => {
      ended ??= `its trial gave no answer within ${withinMs / 1000} s`;
      kill();
      wake?.();
    }, withinMs);
    signal.addEventListener('abort', wakeUp, { once: true });
    try {
      for (;;) {
        signal.throwIfAborted();
        const message = messages.shift();
        if (message?.kind === 'failed') return { reason: message.reason };
        if (message) return { value: message };
        if (ended !== undefined) return { reason: ended };
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', wakeUp);
    }
  }
  function wakeUp(): void {
    wake?.();
  }
  async function ask(request: TrialRequest): Promise<TrialAnswer<TrialMessage>> {
    const begun = await ready;
    if ('reason' in begun) return begun;
    // A process that has gone is noticed by the answer that does not come.
    if (child.connected) child.send(request, () => {});
    return answer();
  }

  const ready = answer(Math.min(startMs, patienceMs));
  // Whoever asks sees the abort; where nobody does, nobody waits.
  ready.catch(() => {});
  return {
    async backends() {
      const said = await ready;
      if ('reason' in said) return said;
      return { value: said.value.kind === 'ready' ? said.value.backends : [] };
    },
    async start(device) {
      const said = await ask({ kind: 'start', device });
      if ('reason' in said) return said;
      if (said.value.kind === 'started') return { value: said.value.speed };
      throw new TypeError(`a device that starts says so, not "${said.value.kind}"`);
    },
    async try(device, model) {
      const said = await ask({ kind: 'try', device, model });
      if ('reason' in said) return said;
      if (said.value.kind === 'figures') return { value: said.value.figures };
      throw new TypeError(`a trial answers with figures, not "${said.value.kind}"`);
    },
    [Symbol.dispose]() {
      process.off('exit', kill);
      signal.removeEventListener('abort', kill);
      kill();
    },
  };
}

/** From a source with Node's own types stripped, or from what `tsc` made of it; in Electron, as Node. */
function forkTrial(): ChildProcess {
  const fromSource = import.meta.url.endsWith('.ts');
  const module = new URL(`./device-trial-child${fromSource ? '.ts' : '.js'}`, import.meta.url);
  return fork(fileURLToPath(module), {
    execArgv: fromSource ? ['--conditions=@presage/source'] : [],
    env: { ORT_DISABLE_TELEMETRY: '1', ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}

function lastLineOf(said: string): string {
  const line = said.trim().split('\n').at(-1)?.trim();
  return line ? `: ${line}` : '';
}
