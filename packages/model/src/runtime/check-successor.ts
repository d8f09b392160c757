import { InputError } from '@presage/core';
import type { ModelDescription } from '../file/model-description.ts';

/**
 * Checks that one model can take another's place while streams run: it takes the same input and
 * gives the same results. States and weights may differ.
 *
 * Throws InputError `model-does-not-fit` that lists what differs.
 */
export function checkSuccessor(next: ModelDescription, present: ModelDescription): void {
  const faults = (['needs', 'input', 'outputs'] as const).flatMap((part) => {
    const [wanted, given] = [borderOf(present)[part], borderOf(next)[part]];
    return wanted === given ? [] : [`${part}: ${given}, not ${wanted}`];
  });
  if (faults.length === 0) return;
  throw new InputError({
    code: 'model-does-not-fit',
    message: `a new version of a model takes and gives what the present one does, and this one differs in ${faults.join('; ')}; open it as a model of its own`,
    fields: { faults },
  });
}

function borderOf({ needs, input, outputs }: ModelDescription) {
  return {
    needs: needs
      ? `frames of ${needs.width}×${needs.height} ${needs.format} at ${needs.frameRate}/s`
      : 'no frames',
    input: `${input.type} [${input.shape.join(', ')}]`,
    outputs: outputs.map(({ name, shape }) => `${name} [${shape.join(', ')}]`).join(', '),
  };
}
