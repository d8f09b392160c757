import { InputError } from '@presage/core';

/** A layer that cannot be had here; the reason is a clause that goes after its name. */
export class UnsupportedLayer extends Error {
  readonly reason: string;

  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}

/** What a layer is given does not suit it; after another refused layer nobody knows whether that is so. */
export class UnsuitableInput extends UnsupportedLayer {}

/** One layer that was refused. */
export interface RefusedLayer {
  readonly name: string;
  readonly type: string;
  readonly reason: string;
}

/** The error that lists every layer that was refused. */
export function unsupportedLayers(name: string, layers: readonly RefusedLayer[]): InputError {
  const lines = layers.map((layer) => `  ${layer.name} (${layer.type}): ${layer.reason}`);
  return new InputError({
    code: 'import-unsupported',
    message: `${name} holds ${layers.length === 1 ? 'a layer' : `${layers.length} layers`} that cannot be imported:\n${lines.join('\n')}\nreplace ${layers.length === 1 ? 'it' : 'them'} in Keras, learn again and import that file`,
    fields: { name, layers },
  });
}

/** The error for a file whose parts contradict each other or are missing. */
export function invalidImport(name: string, reason: string, cause?: unknown): InputError {
  return new InputError({
    code: 'import-invalid',
    message: `${name} cannot be imported: ${reason}`,
    cause,
    fields: { name },
  });
}
