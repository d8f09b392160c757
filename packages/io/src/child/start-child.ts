import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Duplex, Readable } from 'node:stream';
import { FatalError } from '@presage/core';
import type { Binary } from '../binaries/binary.ts';
import { binaryEnvironment } from '../binaries/binary-environment.ts';
import { readLines } from './lines.ts';
import { keepUntilExit } from './live-children.ts';

export interface ChildOptions {
  readonly binary: Binary;
  readonly arguments: readonly string[];
  /** Pipes beyond stdout and stderr, from descriptor 3 on. Default 0. */
  readonly extraPipes?: number;
  /** Stops the child when it aborts. */
  readonly signal?: AbortSignal | undefined;
  /** Each line of stderr as it comes. */
  readonly onLine?: (line: string) => void;
  /** Milliseconds between SIGTERM and SIGKILL. Default 2000. */
  readonly graceMs?: number;
}

/** How a child ended. */
export interface ChildExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** We ended it: by {@link Child.stop}, by the signal or by disposal. */
  readonly stopped: boolean;
  /** The last lines of stderr, and why a signal could not be sent. */
  readonly lastLines: readonly string[];
}

/** A child process that cannot be lost: it ends with its signal, its disposal or this process. */
export interface Child extends AsyncDisposable {
  readonly pid: number;
  readonly stdout: Readable;
  /** The extra pipes, in order. */
  readonly pipes: readonly Duplex[];
  /** Resolves once the child is reaped and its stderr read to the end. */
  readonly exited: Promise<ChildExit>;
  /** SIGTERM, then SIGKILL. Resolves once it is gone. */
  stop(): Promise<ChildExit>;
}

const keptLines = 12;

/**
 * Starts a child and supervises it: no shell, no stdin, stderr always drained.
 *
 * @throws the signal's reason where it has aborted already; FatalError `ffmpeg-start-failed`.
 */
export async function startChild(options: ChildOptions): Promise<Child> {
  const { binary, extraPipes = 0, signal, onLine, graceMs = 2000 } = options;
  signal?.throwIfAborted();
  const extra = Array.from({ length: extraPipes }, () => 'pipe' as const);
  let child: ChildProcess;
  try {
    child = spawn(binary.path, options.arguments, {
      env: binaryEnvironment(binary),
      stdio: ['ignore', 'pipe', 'pipe', ...extra],
      windowsHide: true,
    });
    await once(child, 'spawn');
  } catch (cause) {
    throw new FatalError({
      code: 'ffmpeg-start-failed',
      message: `${binary.path} could not be started: ${cause instanceof Error ? cause.message : String(cause)}`,
      cause,
    });
  }
  return supervise({ child, signal, onLine, graceMs });
}

interface Supervision {
  readonly child: ChildProcess;
  readonly signal: AbortSignal | undefined;
  readonly onLine: ((line: string) => void) | undefined;
  readonly graceMs: number;
}

function supervise({ child, signal, onLine, graceMs }: Supervision): Child {
  keepUntilExit(child);
  const stdout = child.stdout as Readable;
  const pipes = child.stdio.slice(3) as Duplex[];
  // A reader of stdout sees its errors itself; an extra pipe breaks whenever ffmpeg has read enough.
  for (const stream of [stdout, ...pipes]) stream.on('error', () => {});
  const lastLines: string[] = [];
  let stopped = false;
  let killTimer: NodeJS.Timeout | undefined;

  function keep(line: string): void {
    if (line.trim() === '') return;
    lastLines.push(line.trim());
    if (lastLines.length > keptLines) lastLines.shift();
  }

  const said = readLines(child.stderr as Readable, (line) => {
    if (onLine) onLine(line);
    keep(line);
  });
  // A signal that could not be sent: it reaches whoever learns how the child ended.
  child.on('error', ({ message }) => keep(message));
  const gone = new Promise<Pick<ChildExit, 'code' | 'signal'>>((resolve) => {
    child.once('exit', (code, exitSignal) => resolve({ code, signal: exitSignal }));
  });
  const exited = (async () => {
    const exit = await gone;
    clearTimeout(killTimer);
    signal?.removeEventListener('abort', onAbort);
    await said;
    return { ...exit, stopped, lastLines };
  })();

  // The outcome reaches whoever awaits `exited`.
  function onAbort(): void {
    void stop();
  }

  function stop(): Promise<ChildExit> {
    if (child.exitCode === null && child.signalCode === null && !stopped) {
      stopped = true;
      child.kill('SIGTERM');
      killTimer = setTimeout(() => child.kill('SIGKILL'), graceMs);
    }
    // Nobody reads on; a full pipe would keep it from leaving.
    for (const stream of [stdout, ...pipes]) stream.destroy();
    return exited;
  }

  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted) onAbort();

  return {
    pid: child.pid ?? 0,
    stdout,
    pipes,
    exited,
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
    },
  };
}
