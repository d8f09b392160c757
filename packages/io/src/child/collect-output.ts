import { Buffer } from 'node:buffer';
import { startChild, type ChildExit, type ChildOptions } from './start-child.ts';

/** Runs a child to its end and keeps its stdout in memory. */
export async function collectOutput(
  options: ChildOptions,
): Promise<{ readonly exit: ChildExit; readonly output: Buffer<ArrayBuffer> }> {
  await using child = await startChild(options);
  const chunks: Uint8Array[] = [];
  child.stdout.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const closed = new Promise<void>((resolve) => {
    child.stdout.once('close', resolve);
  });
  const exit = await child.exited;
  options.signal?.throwIfAborted();
  await closed;
  return { exit, output: Buffer.concat(chunks) };
}
