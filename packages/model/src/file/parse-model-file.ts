import { InputError } from '@presage/core';
import { z } from 'zod';
import { checkGraph } from './check-graph.ts';
import { decodeOnnx } from './decode-onnx.ts';
import { descriptionFormatOneSchema } from './description-format-one.ts';
import { modelDescriptionSchema, type ModelDescription } from './model-description.ts';
import { metadataKeys, modelFormatVersion, type ModelFile } from './model-file.ts';
import { provenanceSchema } from './provenance.ts';

const descriptionSchemas: ReadonlyMap<string, z.ZodType<ModelDescription>> = new Map<
  string,
  z.ZodType<ModelDescription>
>([
  ['1', descriptionFormatOneSchema],
  [String(modelFormatVersion), modelDescriptionSchema],
]);

/**
 * Reads a model file's content. `name` is what messages call it. The bytes are kept, not copied.
 *
 * Throws InputError, see {@link readModelFile}.
 */
export function parseModelFile(bytes: Uint8Array<ArrayBuffer>, name: string): ModelFile {
  const model = decodeOnnx(bytes, name);
  const texts = new Map(model.metadataProps.map(({ key, value }) => [key ?? '', value ?? '']));

  const format = texts.get(metadataKeys.format);
  if (format === undefined) {
    throw new InputError({
      code: 'model-without-metadata',
      message: `${name} is an ONNX file, but not a Presage model: it has no metadata entry ${metadataKeys.format}; make a model with: presage learn <video> --model model.onnx, or of this file, where it is one step of a network: presage import <file> --model model.onnx`,
      fields: { name },
    });
  }
  if (Number(format) > modelFormatVersion) {
    throw new InputError({
      code: 'model-newer',
      message: `${name} has model format ${format}, and this version of Presage reads up to ${modelFormatVersion}; update to a version of Presage that reads model format ${format}`,
      fields: { name, format, newestReadable: modelFormatVersion },
    });
  }

  function entry<T>(key: string, schema: z.ZodType<T>): T {
    const text = texts.get(key);
    if (text === undefined) throw damaged(`${key} is missing`);
    try {
      return schema.parse(JSON.parse(text));
    } catch (error) {
      const reason = error instanceof z.ZodError ? faultsOf(error) : 'it is not JSON';
      throw damaged(`${key} does not hold what it should (${reason})`, error);
    }
  }
  function damaged(what: string, cause?: unknown): InputError {
    return new InputError({
      code: 'model-metadata-damaged',
      message: `${name} cannot be used: its metadata entry ${what}; take another copy of the file or learn the model again`,
      cause,
      fields: { name },
    });
  }

  const descriptionSchema = descriptionSchemas.get(format);
  if (!descriptionSchema) {
    throw damaged(
      `${metadataKeys.format} is "${format}", not a number from 1 to ${modelFormatVersion}`,
    );
  }
  const description = entry(metadataKeys.model, descriptionSchema);
  checkGraph(model.graph, description, name);
  return {
    bytes,
    description,
    ...(texts.has(metadataKeys.calibration) && {
      calibration: entry(metadataKeys.calibration, z.unknown()),
    }),
    ...(texts.has(metadataKeys.provenance) && {
      provenance: entry(metadataKeys.provenance, provenanceSchema),
    }),
  };
}

/** On one line; the first few, as one wrong entry can break many rules. */
function faultsOf({ issues }: z.ZodError): string {
  const told = issues
    .slice(0, 3)
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message));
  if (issues.length > told.length) told.push(`and ${issues.length - told.length} more`);
  return told.join('; ').replaceAll(/\s+/gu, ' ');
}
