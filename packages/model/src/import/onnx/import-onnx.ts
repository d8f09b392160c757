import { basename } from 'node:path';
import { encodeModelFile } from '../../file/encode-model-file.ts';
import type { ModelDescription } from '../../file/model-description.ts';
import { onnx } from '../../file/onnx.ts';
import { parseModelFile } from '../../file/parse-model-file.ts';
import type { ImportedFrom } from '../../file/provenance.ts';
import { frameElements } from '../frame-elements.ts';
import type { ImportedFrames, ImportOptions } from '../import-options.ts';
import type { ImportedModel } from '../imported-model.ts';
import { refuseUnused } from '../unused-options.ts';
import { Border } from './border.ts';
import { addComparison } from './comparison.ts';
import { constantTensor } from './constant-tensor.ts';
import { readForeignGraph, type ForeignGraph } from './foreign-graph.ts';
import { dataInput } from './data-input.ts';
import type { DeclaredTensor } from './declared-tensor.ts';
import { proveStep, type CarriedState } from './prove-step.ts';
import { refusal } from './refusal.ts';
import { rolesOf } from './roles.ts';
import { settleSizes } from './settle-sizes.ts';

/** Options for files that hold weights alone. */
const ofNoUse = ['spec', 'stateDict', 'gates', 'forgetBias', 'shape'] as const;

const { UINT8 } = onnx.TensorProto.DataType;

/**
 * Makes a model file of a step graph from elsewhere, any ONNX file whose state goes in and comes out
 * by name. Its nodes and weights stay byte for byte; what is put around them turns frames, constants
 * and other number types into what the graph wants. The result has run: alone, and two streams in
 * one run where the graph leaves its batch open; only where that gives the same may streams share one.
 *
 * Throws InputError as `decodeOnnx` does; `import-not-foreign`, `import-external-weights`,
 * `import-unclear`, `import-states`, `import-input`, `import-constants`, `import-dimensions`,
 * `import-frames`, `import-option`, `import-unsupported`, and `import-does-not-run` where ONNX Runtime refuses.
 */
export async function importOnnx(
  bytes: Uint8Array<ArrayBuffer>,
  name: string,
  options: ImportOptions = {},
): Promise<ImportedModel> {
  refuseUnused({
    options,
    unused: ofNoUse,
    because: 'is ONNX, which brings its network along',
    name,
  });
  const { frames } = options;
  const { target = 'none' } = frames ?? {};
  // Nothing was predicted of the first frame.
  const { warmUpFrames = target === 'next' ? 1 : 0 } = options;
  const graph = readForeignGraph(bytes, name);
  const roles = rolesOf(graph, options, name);
  const fed = [roles.input, ...roles.states.map(({ input }) => input)];
  const given = [...roles.states.map(({ output }) => output), ...roles.results];
  const bySize = sizeByName(roles.input, options.size);
  if (Object.keys(bySize).length === 0) {
    const because = `takes ${roles.input.name} [${roles.input.shape.join(', ')}], which does not leave just those sizes open`;
    refuseUnused({ options, unused: ['size'], because, name });
  }
  const sizes = settleSizes(
    {
      data: roles.input,
      states: roles.states.map(({ input }) => input),
      constants: roles.constants.map(({ tensor }) => tensor),
    },
    { ...bySize, ...options.dimensions },
    name,
  );
  // An output may leave its shape unsaid.
  const openBatch =
    fed.every(sizes.openBatch) &&
    given.every((each) => each.shape.length === 0 || sizes.openBatch(each));

  const border = new Border(graph, name);
  for (const { tensor, value } of roles.constants) {
    border.fix(tensor, constantTensor(sizes.settle(tensor), value, name));
  }
  const { input, needs } = dataInput(
    border,
    { declared: roles.input, settled: sizes.settle(roles.input), openBatch },
    frames,
  );
  const states: CarriedState[] = roles.states.map((pair) => ({
    input: border.floatInput(pair.input).name,
    output: border.floatOutput(pair.output).name,
    shape: [...sizes.settle(pair.input).shape],
  }));
  let outputs = border.usable(roles.results).map((each) => border.floatOutput(each).name);
  let proven = await proveStep({ bytes, border, input, states, outputs, openBatch });
  if (frames && needs && target !== 'none') {
    const shapes = new Map(outputs.map((output) => [output, proven.shapes.get(output)!]));
    const comparison = addComparison(border, {
      frame: input.name,
      needs,
      target,
      patchSize: comparedPatchSize(frames, roles.input, name),
      shapes,
      openBatch,
      scaled: frameElements(frames),
    });
    states.push(...comparison.states);
    outputs = [comparison.output];
    proven = await proveStep({ bytes, border, input, states, outputs, openBatch });
  }
  const { shapes, apart } = proven;

  const own = (shape: readonly number[]) => (apart === undefined ? shape.slice(1) : [...shape]);
  const description: ModelDescription = {
    input: { ...input, shape: own(input.shape) },
    ...(needs && { needs }),
    batch: apart === undefined ? 'free' : 'fixed',
    states: states.map(({ input: from, output: to, shape }) => ({
      input: from,
      output: to,
      shape: own(shape),
    })),
    outputs: outputs.map((output) => ({ name: output, shape: own(shapes.get(output)!) })),
    warmUpFrames,
    precision: graph.precision,
  };
  const provenance = { importedFrom: originOf(graph, name) };
  const file = parseModelFile(encodeModelFile(proven.bytes, { description, provenance }), name);
  const sharing =
    apart === undefined
      ? 'Streams may share a run: two in one gave what each gave alone.'
      : `Each run takes one stream: ${apart}.`;
  const notes = [...roles.notes, ...border.notes, sharing];
  return { file, notes, ...(roles.guessed && { guessedStates: roles.guessed }) };
}

/** The spatial sizes that the user gives, where the input leaves as many open behind its batch. */
function sizeByName({ shape }: DeclaredTensor, size: readonly number[] = []) {
  const open = shape.slice(1).filter((each) => typeof each === 'string');
  if (new Set(open).size !== open.length || open.length !== size.length) return {};
  return Object.fromEntries(open.map((each, axis) => [each, size[axis]!]));
}

/** Throws where frames cannot be compared with what comes out, whatever that is. */
function comparedPatchSize(
  { patchSize }: ImportedFrames,
  { type }: DeclaredTensor,
  name: string,
): number {
  const refuse = (why: string) =>
    refusal('import-frames', `the frames of ${name} cannot be compared: ${why}`, { name });
  if (type === UINT8) {
    throw refuse(
      'it takes bytes as they are, and how what it gives is scaled is not known; import it with target none',
    );
  }
  if (patchSize === undefined || !Number.isInteger(patchSize) || patchSize < 1) {
    throw refuse(`the side of a patch is a whole number of pixels, not ${patchSize}; give --patch`);
  }
  return patchSize;
}

function originOf({ producer, opset }: ForeignGraph, name: string): ImportedFrom {
  const version = [opset > 0 && `operator set ${opset}`, producer && `(${producer})`]
    .filter(Boolean)
    .join(' ');
  return { file: basename(name), framework: 'ONNX', ...(version && { version }) };
}
