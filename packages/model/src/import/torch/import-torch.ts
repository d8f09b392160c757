import { InputError } from '@presage/core';
import { networkSpecSchema } from '../../spec/network-spec.ts';
import type { ImportedNetwork } from '../imported-network.ts';
import type { ImportOptions } from '../import-options.ts';
import { scaledNetwork } from '../scaled-network.ts';
import { askedGates, checkAsked } from './cells/asked-gates.ts';
import { possibleCells, recogniseCells } from './cells/recognise-cells.ts';
import { refuseUnused } from '../unused-options.ts';
import { withForgetBias } from './forget-bias.ts';
import { draftLayers } from './draft-layers.ts';
import { gapsIn } from './gaps-in.ts';
import { fewerBits } from './fewer-bits.ts';
import { findStateDict, type StateDict } from './find-state-dict.ts';
import { foldedNetwork } from './folded-network.ts';
import { inferLayers, type InferredLayers } from './infer-layers.ts';
import type { PickleValue } from './pickle/pickle-value.ts';
import { isTagged } from './pickle/read-pickle.ts';
import { readTorchFile, withInputErrors } from './read-torch-file.ts';
import { settleCells } from './settle-cells.ts';
import { specFromFile } from './spec-from-file.ts';
import { takeWeights } from './take-weights.ts';
import { tensorList } from './tensor-list.ts';
import type { TorchFile } from './torch-file.ts';
import { torchInput } from './torch-input.ts';
import { cellsIn, torchItems } from './torch-items.ts';
import { torchModules } from './torch-modules.ts';

/** Options for step graphs. */
const ofGraphs = ['states', 'constants', 'input', 'dimensions'] as const;

/**
 * A network out of a file of PyTorch or safetensors. Such a file holds weights and no architecture:
 * common ConvLSTM and ConvGRU networks are told by the names and shapes of their tensors, and
 * `options.spec` says the rest. `name` is what messages call the file.
 *
 * Throws InputError: `import-unsafe`, `import-damaged`, `weights-missing`, `weights-ambiguous`,
 * `import-gates`, `import-unclear` (with every tensor and a draft of a spec), `import-size-missing`, `import-weights`,
 * `import-spec`, `import-option`, `network-invalid`.
 */
export function importTorch(
  bytes: Uint8Array,
  name: string,
  options: ImportOptions = {},
): ImportedNetwork {
  refuseUnused({
    options,
    unused: ofGraphs,
    because: 'holds weights, and no graph whose inputs have names',
    name,
  });
  const { root, format } = readTorchFile(bytes, name);
  const imported = withInputErrors({ name, format }, () => {
    const dict = findStateDict(root, { name, wanted: options.stateDict });
    const file = { dict, format, root };
    const modules = torchModules(dict.tensors);
    const asked = askedGates(options.gates);
    const found = torchItems(modules, {
      cells: recogniseCells(modules, asked),
      possible: possibleCells(modules, asked),
    });
    const items = settleCells(found);
    checkAsked(asked, items.flatMap(cellsIn), name);
    const inferred = inferLayers(items);
    if (options.spec !== undefined) {
      const network = specFromFile({
        dict,
        items,
        inferred,
        name,
        options,
        fileBytes: bytes.length,
      });
      return { ...network, notes: notesOf(file, network.notes) };
    }
    if (inferred.doubts.length > 0) throw unclear(inferred, dict, { name, options });
    const spec = { ...torchInput(inferred, options, name), layers: [...inferred.layers] };
    const parsed = networkSpecSchema.parse(spec);
    const weights = takeWeights({
      spec: parsed,
      sources: inferred.sources,
      tensors: dict.tensors,
      name,
      fileBytes: bytes.length,
    });
    const biased = withForgetBias(
      { spec: parsed, weights, notes: inferred.notes },
      options.forgetBias,
      name,
    );
    const network = foldedNetwork(parsed, biased.weights);
    return { ...network, notes: notesOf(file, [...biased.notes, ...network.notes]) };
  });
  return scaledNetwork(imported, options.frames);
}

function notesOf(
  { dict, format, root }: TorchFile & { readonly dict: StateDict },
  notes: readonly string[],
): string[] {
  const { path, tensors } = dict;
  return [
    ...(format === 'TorchScript'
      ? ['a TorchScript archive: its tensors are read, not its code']
      : []),
    ...(path === '' ? [] : [`weights taken from ${placeOf(path, root)} (${tensors.size} tensors)`]),
    ...fewerBits(tensors),
    ...notes,
  ];
}

/** A path in words where it begins with a place in a list. */
function placeOf(path: string, root: PickleValue): string {
  if (!isTagged(root) || (root.kind !== 'list' && root.kind !== 'tuple')) return path;
  const [item, ...keys] = path.split('.');
  return `${keys.length > 0 ? `${keys.join('.')} in ` : ''}item ${item} of a list`;
}

function unclear(
  inferred: InferredLayers,
  { tensors }: StateDict,
  { name, options }: { readonly name: string; readonly options: ImportOptions },
): InputError {
  const { doubts, channels = 1, rank, layers } = inferred;
  if (!layers.some(({ type }) => type !== 'dense' && type !== 'normalisation')) {
    return new InputError({
      code: 'import-unclear',
      message: `${name} holds no ConvLSTM, nor any other convolution, but:\n${tensorList(tensors)}\ngive a file with the weights of one`,
      fields: { name, doubts },
    });
  }
  const size = options.size ?? inferred.size ?? Array.from({ length: rank }, () => 64);
  const draft = {
    input: { shape: options.shape ?? [channels, ...size] },
    target: 'none',
    layers: draftLayers(layers),
    warmUpFrames: options.warmUpFrames ?? 0,
  };
  const text = JSON.stringify(draft, undefined, 2).replaceAll(/\[[^[\]{}]*\]/gu, (list) =>
    list.replaceAll(/\s+/gu, ' '),
  );
  return new InputError({
    code: 'import-unclear',
    message: [
      `${name} does not say what network it belongs to:`,
      ...[...doubts, ...gapsIn(tensors)].map((doubt) => `  ${doubt}`),
      'its tensors:',
      tensorList(tensors),
      'say it with --spec network.json. A draft, to be put right where the network is another: kinds of layers (conv or convTranspose), stride, padding, activation, and what has no weights (activation, pool, upsample); layers named as in the file find their weights:',
      text,
    ].join('\n'),
    fields: { name, doubts, draft },
  });
}
