import { InputError } from '@presage/core';
import { encodeModelFile } from '../file/encode-model-file.ts';
import type { ModelFile } from '../file/model-file.ts';
import type { ImportedFrom } from '../file/provenance.ts';
import { elementCount } from '../graph/value.ts';
import { buildStepModel } from '../lower/build-step-model.ts';
import { describeNetwork } from '../lower/describe-network.ts';
import { networkSpecSchema, type NetworkSpec } from '../spec/network-spec.ts';
import type { Weights } from '../weights.ts';
import { checkNetworkSize } from './check-network-size.ts';
import type { ImportedNetwork } from './imported-network.ts';

/** What an import ends with. */
export interface ImportedModel {
  readonly file: ModelFile;
  /** For a person, one sentence each: what was inferred, dropped or folded. */
  readonly notes: readonly string[];
  /** State pairs of a foreign step model that nobody gave, input to output: for a person to confirm. */
  readonly guessedStates?: Readonly<Record<string, string>>;
}

/**
 * Makes a model file of an imported network: its step graph, and where it came from.
 *
 * Throws InputError `network-invalid` as `describeNetwork` does, `import-too-large`, `import-weights-mismatch` where
 * weights are missing, left over or of another size; ZodError where the spec breaks its schema.
 */
export function importedModel(network: ImportedNetwork, from: ImportedFrom): ImportedModel {
  const { weights, notes } = network;
  const spec = networkSpecSchema.parse(network.spec);
  checkNetworkSize(spec, from.file);
  checkWeights(spec, weights, from.file);
  const { onnx, description } = buildStepModel(spec, weights);
  const provenance = { importedFrom: from };
  const bytes = encodeModelFile(onnx, { description, provenance });
  return { file: { bytes, description, provenance }, notes };
}

function checkWeights(spec: NetworkSpec, weights: Weights, name: string): void {
  const { parameters } = describeNetwork(spec);
  const wanted = new Set(parameters.map((parameter) => parameter.name));
  const faults = parameters.flatMap((parameter) => {
    const found = weights.get(parameter.name);
    const shape = `[${parameter.shape.join(', ')}]`;
    if (!found) return [`"${parameter.name}" ${shape} is missing`];
    if (found.length === elementCount(parameter.shape)) return [];
    return [`"${parameter.name}" is ${shape} and has ${found.length} numbers`];
  });
  for (const left of weights.keys()) {
    if (!wanted.has(left)) faults.push(`nothing takes "${left}"`);
  }
  if (faults.length === 0) return;
  throw new InputError({
    code: 'import-weights-mismatch',
    message: `the weights of ${name} do not fit the network: ${faults.join('; ')}; correct the spec`,
    fields: { name, faults },
  });
}
