import { z } from 'zod';
import { startPython } from './python-process.ts';

const factsSchema = z.object({ version: z.string(), parameters: z.number(), hoisted: z.boolean() });

/** A PyTorch process that takes training steps when asked to. */
export interface PytorchTraining extends AsyncDisposable {
  readonly processId: number;
  readonly facts: z.output<typeof factsSchema>;
  /** Takes steps; returns milliseconds a step. */
  step(count: number): Promise<number>;
}

/** Starts `python/train_step.py` on a task. */
export async function startPytorchTraining(
  task: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): Promise<PytorchTraining> {
  await using cleanUp = new AsyncDisposableStack();
  const python = cleanUp.use(startPython('train_step.py', signal));
  const facts = factsSchema.parse(await python.ask(task));
  const kept = cleanUp.move();
  return {
    facts,
    processId: python.processId,
    step: async (count) => z.number().parse(await python.ask(count)),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
