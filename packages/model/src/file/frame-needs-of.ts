import { InputError } from '@presage/core';
import type { ModelDescription } from './model-description.ts';

/**
 * The frames that a model takes. `name` is what messages call it.
 *
 * Throws InputError `model-takes-arrays` where it takes none.
 */
export function frameNeedsOf(
  { description }: { readonly description: Pick<ModelDescription, 'needs' | 'input'> },
  name: string,
): NonNullable<ModelDescription['needs']> {
  const { needs, input } = description;
  if (needs) return needs;
  throw new InputError({
    code: 'model-takes-arrays',
    message: `${name} takes arrays (${input.type} [${input.shape.join(', ')}]), not frames of a video; feed it from a program with stepArray(), or import its original again and say how frames become its input: presage import … --frames gray8`,
    fields: { name, input },
  });
}
