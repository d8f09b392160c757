import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test, type TestContext } from 'vitest';
import type { ImportOptions } from '../../src/import/import-options.ts';
import { importModel } from '../../src/import/import-model.ts';
import { largestDifference } from '../largest-difference.ts';
import { lastOutput, sineArrays } from './run-arrays.ts';
import { writeTorchFiles, type TorchFiles } from './torch-files.ts';

let files: TorchFiles | string;
beforeAll(() => {
  files = writeTorchFiles();
});
afterAll(() => {
  if (typeof files === 'object') files[Symbol.dispose]();
});

function torchFiles({ skip }: TestContext): TorchFiles {
  return typeof files === 'string' ? skip(files) : files;
}

const encoder = { type: 'conv', padding: 1 } as const;
const autoencoder = {
  input: { shape: [1, 13, 17] },
  warmUpFrames: 0,
  layers: [
    { ...encoder, name: 'encoder.0', filters: 6, kernelSize: 5, stride: 2, activation: 'relu' },
    { ...encoder, name: 'encoder.2', filters: 5, kernelSize: 3 },
    { type: 'convLstm', name: 'memory', hiddenChannels: 4, kernelSize: 3 },
    { type: 'convTranspose', name: 'decoder.0', filters: 6, kernelSize: 4, stride: 2, padding: 1 },
    { type: 'activation', activation: 'leakyRelu', negativeSlope: 0.2 },
    {
      type: 'convTranspose',
      name: 'decoder.2',
      filters: 1,
      kernelSize: 3,
      padding: 0,
      activation: 'sigmoid',
    },
  ],
};
const classifier = {
  layers: [
    { type: 'convLstm', hiddenChannels: 3, kernelSize: 3 },
    { type: 'dense', units: 4 },
  ],
};
const tracker = {
  layers: [
    { type: 'conv', name: 'features.0', filters: 4, kernelSize: 3 },
    { type: 'normalisation', name: 'features.1', kind: 'batch' },
    { type: 'activation', activation: 'relu' },
    { type: 'pool', kind: 'max', size: 2 },
    { type: 'convLstm', name: 'cell.lstm', hiddenChannels: 3, kernelSize: 3 },
    { type: 'conv', name: 'heatmap.1', filters: 2, kernelSize: 3 },
    { type: 'normalisation', name: 'heatmap.2', kind: 'batch' },
    { type: 'activation', activation: 'swish' },
    { type: 'upsample', factor: 2, interpolation: 'linear' },
  ],
};
const fused = (level: number, from: string) => {
  const tensor = `${from}.conv.weight`;
  return {
    [`${level}.inputWeight`]: { tensor, part: 'input' },
    [`${level}.hiddenWeight`]: { tensor, part: 'hidden' },
    [`${level}.bias`]: `${from}.conv.bias`,
  };
};
const under = (start: string, sources: object) =>
  Object.fromEntries(Object.entries(sources).map(([name, source]) => [start + name, source]));
const forecaster = {
  layers: [
    {
      type: 'encoderForecaster',
      name: 'all',
      layers: [
        { hiddenChannels: 3, kernelSize: 3 },
        { hiddenChannels: 2, kernelSize: 3 },
      ],
      horizon: 3,
      filters: 1,
    },
  ],
  weights: {
    ...under('all.encoder', { ...fused(0, 'encoder.0'), ...fused(1, 'encoder.1') }),
    'all.forecaster0.hiddenWeight': 'decoder.0.conv.weight',
    'all.forecaster0.bias': 'decoder.0.conv.bias',
    ...under('all.forecaster', fused(1, 'decoder.1')),
    'all.output.weight': 'out.weight',
    'all.output.bias': 'out.bias',
  },
};
/** Every weight by name. */
const mapped = {
  layers: [
    { type: 'convLstm', name: 'memory', hiddenChannels: 4, kernelSize: 3 },
    { type: 'conv', name: 'out', filters: 2, kernelSize: 1 },
  ],
  weights: {
    'memory.inputWeight': {
      tensor: 'cell_list.0.conv.weight',
      part: 'input',
      order: 'inputFirst',
      gates: 'ifoc',
    },
    'memory.hiddenWeight': { tensor: 'cell_list.0.conv.weight', part: 'hidden', gates: 'ifog' },
    'memory.bias': { sum: ['cell_list.0.conv.bias', { constant: [0, 0, 0, 0] }] },
    'out.weight': ['head.weight'],
    out: 'head',
  },
};

const told: Readonly<Record<string, ImportOptions>> = {
  autoencoder: { spec: autoencoder },
  classifier: { spec: classifier },
  tracker: { spec: tracker },
  forecaster: { spec: forecaster },
  legacy: { spec: mapped },
  peepholes: {},
  forgetBias: { gates: 'ifgo', forgetBias: 1 },
};

test.for([
  'stack',
  'cellAlone',
  'withoutBias',
  'oneDimension',
  'threeDimensions',
  'peepholes',
  'separate',
  'openStl',
  'forgetBias',
  'asRecurrent',
  'gruFused',
  'gruApart',
  'autoencoder',
  'classifier',
  'tracker',
  'forecaster',
  'legacy',
  'protocol1',
  'protocol2',
  'protocol3',
  'protocol4',
  'protocol5',
  'legacyProtocol4',
  'parallel',
  'compiled',
  'checkpoint',
  'checkpointLegacy',
  'parameters',
  'shared',
  'strided',
  'double',
  'half',
  'bfloat16',
  'script',
  'tensorsF32',
  'tensorsF64',
  'tensorsF16',
  'tensorsBF16',
])('%s gives what PyTorch gives', async (name, context) => {
  const { cases, pathOf } = torchFiles(context);
  const { file, steps, shape, output } = cases[name]!;
  const given = told[name] ?? {};
  const withShape = given.spec === autoencoder ? given : { shape, ...given };
  const imported = await importModel(pathOf(file), withShape);
  const elements = shape.reduce((product, size) => product * size, 1);
  const found = await lastOutput(imported.file, sineArrays(steps, elements));
  expect(largestDifference(found, output)).toBeLessThan(1e-5);
});

test('a model whose peepholes are a number a place says its own size', async (context) => {
  const { pathOf } = torchFiles(context);
  const { file } = await importModel(pathOf('peepholes.pth'));
  expect(file.description.input.shape).toEqual([3, 7, 9]);
});

test('another order of gates is another network', async (context) => {
  const { cases, pathOf } = torchFiles(context);
  const { file, steps, shape, output } = cases['stack']!;
  const imported = await importModel(pathOf(file), { shape, gates: 'ifgo' });
  const found = await lastOutput(imported.file, sineArrays(steps, 3 * 7 * 9));
  expect(largestDifference(found, output)).toBeGreaterThan(0.01);
});

test('what had to be assumed is told', async (context) => {
  const { notes } = await importModel(torchFiles(context).pathOf('checkpoint.pth'), {
    size: [7, 9],
  });
  expect(notes).toEqual([
    'weights taken from state_dict (4 tensors)',
    expect.stringContaining('gates taken in the order i, f, o, g'),
    expect.stringContaining('over the input first'),
    expect.stringContaining('no activation behind it'),
  ]);
});

test.for([
  ['command.pth', 'import-unsafe', 'asks for posix.system'],
  ['commandLegacy.pth', 'import-unsafe', 'asks for posix.system'],
  ['wholeModel.pth', 'import-unsafe', 'asks for __main__.Stack'],
  ['wholeModelLegacy.pth', 'import-unsafe', 'asks for __main__.Stack'],
  ['severalSets.pth', 'weights-ambiguous', '--weights <path>: ema (4 tensors), model (4 tensors)'],
  ['noWeights.pth', 'weights-missing', 'holds no weights'],
  ['protocol0.pth', 'import-damaged', 'pickle protocol 0'],
  ['normInside.pth', 'import-unclear', 'cell.norm'],
  ['encoderDecoder.pth', 'import-unclear', 'encoder and decoder hold cells of their own'],
  ['autoencoder.pth', 'import-unclear', '"name": "memory"'],
  ['stack.pth', 'import-size-missing', '--size 32x24'],
] as const)('%s is refused: %s', async ([file, code, message], context) => {
  const { pathOf } = torchFiles(context);
  await expect(importModel(pathOf(file))).rejects.toMatchObject({
    code,
    message: expect.stringContaining(message) as string,
  });
});

test('a file that is more than data says how to save its weights', async (context) => {
  const { pathOf } = torchFiles(context);
  await expect(importModel(pathOf('namespace.ckpt'))).rejects.toMatchObject({
    code: 'import-unsafe',
    fields: { refused: 'argparse.Namespace' },
    message: expect.stringContaining(
      "torch.load(\"namespace.ckpt\", map_location='cpu', weights_only=False)\n  torch.save(checkpoint['state_dict']",
    ) as string,
  });
});

test('weights of fewer bits, and in a list, are told', async (context) => {
  const { pathOf } = torchFiles(context);
  const firstNote = async (file: string) =>
    (await importModel(pathOf(file), { size: [7, 9] })).notes[0];
  expect(await firstNote('half.pth')).toContain('held as float16, 11 significant bits');
  expect(await firstNote('tensorsBF16.safetensors')).toContain(
    'held as bfloat16, 8 significant bits',
  );
  expect(await firstNote('list.pth')).toBe(
    'weights taken from net in item 1 of a list (4 tensors)',
  );
  expect(await firstNote('protocol2.pth')).not.toContain('significant bits');
});

test('a safetensors file that is cut off is called one', async (context) => {
  const { pathOf } = torchFiles(context);
  const path = pathOf('cut.safetensors');
  await writeFile(path, (await readFile(pathOf('tensorsF32.safetensors'))).subarray(0, -64));
  await expect(importModel(path, { size: [7, 9] })).rejects.toMatchObject({
    code: 'import-damaged',
    message: expect.stringMatching(/cannot be read as safetensors: .* is cut off/) as string,
  });
});

test('the set of weights that is named is taken', async (context) => {
  const { pathOf } = torchFiles(context);
  const options = { stateDict: 'ema', size: [7, 9] };
  const { notes } = await importModel(pathOf('severalSets.pth'), options);
  expect(notes[0]).toBe('weights taken from ema (4 tensors)');
});

test('weights that do not fit the spec are named one by one', async (context) => {
  const { pathOf } = torchFiles(context);
  const layers = [
    { type: 'convLstm', name: 'cell_list.0', hiddenChannels: 4, kernelSize: 5 },
    { type: 'conv', name: 'nowhere', filters: 2, kernelSize: 1 },
  ];
  await expect(
    importModel(pathOf('protocol2.pth'), { size: [7, 9], spec: { layers } }),
  ).rejects.toMatchObject({
    code: 'import-weights',
    fields: {
      faults: [
        'cell_list.0.inputWeight [16, 3, 5, 5]: cell_list.0.conv.weight gives [16, 3, 3, 3] where [16, 3, 5, 5] belongs',
        'cell_list.0.hiddenWeight [16, 4, 5, 5]: cell_list.0.conv.weight gives [16, 4, 3, 3] where [16, 4, 5, 5] belongs',
        'nowhere.weight [2, 4, 1, 1]: no tensor belongs to it',
        'nowhere.bias [2]: no tensor belongs to it',
      ],
    },
  });
});

test('the draft of a spec that an error shows is a spec', async (context) => {
  const { pathOf } = torchFiles(context);
  const error: unknown = await importModel(pathOf('autoencoder.pth'), { size: [13, 17] }).catch(
    (reason: unknown) => reason,
  );
  const { draft } = (error as { fields: { draft: object } }).fields;
  expect(draft).toMatchObject({ input: { shape: [1, 13, 17] }, layers: { length: 5 } });
  await expect(importModel(pathOf('autoencoder.pth'), { spec: draft })).resolves.toBeDefined();
});

test('batch normalisation is folded, and layers without weights are guessed at', async (context) => {
  const path = torchFiles(context).pathOf('tracker.pth');
  const { file, notes } = await importModel(path, { size: [8, 10], spec: tracker });
  expect(file.description.spec!.layers.map(({ name }) => name)).not.toContain('features.1');
  expect(notes).toContain('features.1 is folded into features.0');
  await expect(importModel(path)).rejects.toThrow('heatmap.0: no weights, so likely an activation');
});

test('of a TorchScript archive only the tensors are read, and that is told', async (context) => {
  const { notes } = await importModel(torchFiles(context).pathOf('script.pt'), { size: [7, 9] });
  expect(notes[0]).toBe('a TorchScript archive: its tensors are read, not its code');
});

test.for<[ImportOptions, string, string]>([
  [{ shape: [4, 7, 9] }, 'import-size-wrong', 'takes maps of [3, height, width], not [4, 7, 9]'],
  [{ size: [9] }, 'import-size-wrong', 'takes maps of 2 sizes, not 9'],
  [
    { size: [7, 9], frames: { format: 'gray8', frameRate: 5 } },
    'import-frames',
    'takes arrays [3, 7, 9], which gray8 frames are not',
  ],
])(
  'an input that does not fit the weights is refused: %j',
  async ([options, code, says], context) => {
    await expect(
      importModel(torchFiles(context).pathOf('stack.pth'), options),
    ).rejects.toMatchObject({
      code,
      message: expect.stringContaining(says) as string,
    });
  },
);
