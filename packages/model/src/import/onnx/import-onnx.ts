import { basename } from 'node:path';
import { encodeModelFile } from '../../file/encode-model-file.ts';
import type { ModelDescription } from '../../file/model-description.ts';
import { onnx } from '../../file/onnx.ts';
import { parseModelFile } from '../../file/parse-model-file.ts';
import type { ImportedFrom } from '../../file/provenance.ts';
import { plainReason } from '../../runtime/plain-reason.ts';
import type { ImportOptions } from '../import-options.ts';
import type { ImportedModel } from '../imported-model.ts';
import { Border } from './border.ts';
import { changeGraph } from './change-graph.ts';
import { constantTensor } from './constant-tensor.ts';
import { readForeignGraph, type ForeignGraph } from './foreign-graph.ts';
import { dataInput } from './data-input.ts';
import { refusal } from './refusal.ts';
import { rolesOf } from './roles.ts';
import { settleSizes } from './settle-sizes.ts';
import { tryGraph, type TrialResult } from './trial.ts';

/** What of the options shared by all imports a foreign ONNX model takes. */
export type ImportOnnxOptions = Pick<
  ImportOptions,
  'frames' | 'states' | 'constants' | 'input' | 'dimensions' | 'warmUpFrames'
>;

const { FLOAT, FLOAT16, BFLOAT16, DOUBLE } = onnx.TensorProto.DataType;
const fractional: ReadonlySet<number> = new Set([FLOAT, FLOAT16, BFLOAT16, DOUBLE]);

/**
 * Makes a model file of a step graph from elsewhere, any ONNX file whose state goes in and comes out
 * by name. Its nodes and weights stay byte for byte; what is put around them turns frames, constants
 * and other number types into what the graph wants. The result has run: alone, and two streams in
 * one run where the graph leaves its batch open; only where that gives the same may streams share one.
 *
 * Throws InputError as `decodeOnnx` does; `import-not-foreign`, `import-external-weights`,
 * `import-unclear`, `import-states`, `import-input`, `import-constants`, `import-dimensions`,
 * `import-frames`, `import-unsupported`, and `import-does-not-run` where ONNX Runtime refuses.
 */
export async function importOnnx(
  bytes: Uint8Array<ArrayBuffer>,
  name: string,
  options: ImportOnnxOptions = {},
): Promise<ImportedModel> {
  const { frames, warmUpFrames = 0 } = options;
  checkFrames(frames, name);
  const graph = readForeignGraph(bytes, name);
  const roles = rolesOf(graph, options, name);
  const fed = [roles.input, ...roles.states.map(({ input }) => input)];
  const given = [...roles.states.map(({ output }) => output), ...roles.results];
  const sizes = settleSizes(
    {
      data: roles.input,
      states: roles.states.map(({ input }) => input),
      constants: roles.constants.map(({ tensor }) => tensor),
    },
    options.dimensions ?? {},
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
  const states = roles.states.map((pair) => ({
    input: border.floatInput(pair.input).name,
    output: border.floatOutput(pair.output).name,
    shape: [...sizes.settle(pair.input).shape],
  }));
  const outputs = roles.results.map((each) => border.floatOutput(each).name);
  const changed = adapted(bytes, border);

  const counts = roles.states.map((pair) => !fractional.has(pair.input.type));
  const trial = await tryGraph({
    bytes: changed,
    inputs: [
      { ...input, values: 'random' },
      ...states.map(({ input: state, shape }, index) => ({
        name: state,
        type: 'float32' as const,
        shape,
        values: counts[index] ? ('zero' as const) : ('random' as const),
      })),
    ],
    outputs: [...new Set([...states.map(({ output }) => output), ...outputs])],
    together: openBatch,
  });
  const { shapes, apart } = checkTrial(trial, states, name);

  const own = (shape: readonly number[]) => (apart === undefined ? shape.slice(1) : [...shape]);
  const description: ModelDescription = {
    input: { ...input, shape: own(input.shape) },
    ...(needs && { needs }),
    batch: apart === undefined ? 'free' : 'fixed',
    states: states.map((state) => ({ ...state, shape: own(state.shape) })),
    outputs: outputs.map((output) => ({ name: output, shape: own(shapes.get(output)!) })),
    warmUpFrames,
    precision: graph.precision,
  };
  const provenance = { importedFrom: originOf(graph, name) };
  const file = parseModelFile(encodeModelFile(changed, { description, provenance }), name);
  const sharing =
    apart === undefined
      ? 'Streams may share a run: two in one gave what each gave alone.'
      : `Each run takes one stream: ${apart}.`;
  return { file, notes: [...roles.notes, ...border.notes, sharing] };
}

function adapted(bytes: Uint8Array<ArrayBuffer>, border: Border): Uint8Array<ArrayBuffer> {
  const { change, name } = border;
  try {
    return changeGraph(bytes, change);
  } catch (error) {
    throw refusal(
      'import-damaged',
      `the graph of ${name} is damaged (${String(error)}); take another copy of the file`,
      { name },
    );
  }
}

function checkFrames(frames: ImportOnnxOptions['frames'], name: string): void {
  const { target = 'none' } = frames ?? {};
  if (target === 'none') return;
  throw refusal(
    'import-frames',
    `the results of ${name}, a foreign ONNX model, stay as they are: target is "none", not "${target}"`,
    { name, target },
  );
}

/** Throws where nothing ran, a state does not come back as it went in, or a result is empty. */
function checkTrial(
  trial: TrialResult,
  states: ModelDescription['states'],
  name: string,
): Extract<TrialResult, { kind: 'ran' }> {
  if (trial.kind === 'failed') {
    throw refusal(
      'import-does-not-run',
      `ONNX Runtime does not run ${name}: ${plainReason(trial.reason)}; correct what it says, or export the model for an operator set that ONNX Runtime knows`,
      { name },
    );
  }
  const faults = states.flatMap(({ input, output, shape }) => {
    const found = trial.shapes.get(output) ?? [];
    const same = found.join() === shape.join();
    return same
      ? []
      : [`"${input}" is [${shape.join(', ')}] and "${output}" [${found.join(', ')}]`];
  });
  for (const [output, shape] of trial.shapes) {
    if (shape.includes(0)) faults.push(`"${output}" is empty: [${shape.join(', ')}]`);
  }
  if (faults.length === 0) return trial;
  throw refusal(
    'import-states',
    `a step of ${name} does not give what the next one takes: ${faults.join('; ')}; give other pairs (--states input=output,…) or other sizes (--dimension name=size)`,
    { name, faults },
  );
}

function originOf({ producer, opset }: ForeignGraph, name: string): ImportedFrom {
  const version = [producer, opset > 0 && `operator set ${opset}`].filter(Boolean).join(', ');
  return { file: basename(name), framework: 'ONNX', ...(version && { version }) };
}
