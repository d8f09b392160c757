/**
 * Takes a step for each input, two of them under way, as a source hands frames out: the next one
 * waits in the worker already.
 */
export async function twoUnderWay<Input>(
  inputs: readonly Input[],
  step: (input: Input) => Promise<unknown>,
): Promise<void> {
  const rest = inputs.values();
  const taking = async () => {
    for (const input of rest) await step(input);
  };
  await Promise.all([taking(), taking()]);
}
