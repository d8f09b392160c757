import { InputError } from '@presage/core';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { foreignModel, integers, node, type ForeignModel } from '../../../test/foreign-model.ts';
import { leakySumsFile } from '../../../test/leaky-sums.ts';
import { onnx } from '../../file/onnx.ts';
import type { ImportOptions } from '../import-options.ts';
import { importOnnx } from './import-onnx.ts';

const { BOOL, FLOAT, FLOAT16, INT32, INT64, STRING, UINT8 } = onnx.TensorProto.DataType;

type Refused = [
  what: string,
  bytes: Uint8Array<ArrayBuffer>,
  options: ImportOptions,
  code: string,
  says: RegExp,
];

const sum: ForeignModel = {
  inputs: [
    { name: 'x', shape: ['N', 4] },
    { name: 's', shape: ['N', 4] },
  ],
  outputs: [
    { name: 'y', shape: ['N', 4] },
    { name: 's_out', shape: ['N', 4] },
  ],
  nodes: [node('s_out = Add(s, x)'), node('y = Tanh(s_out)')],
};
const unnamed: ForeignModel = {
  ...sum,
  outputs: [
    { name: '12', shape: ['N', 4] },
    { name: '13', shape: ['N', 4] },
  ],
  nodes: [node('12 = Add(s, x)'), node('13 = Tanh(12)')],
};
const rated: ForeignModel = {
  ...sum,
  inputs: [...sum.inputs, { name: 'sr', shape: [], type: INT64 }],
};
const open: ForeignModel = {
  ...sum,
  inputs: [
    { name: 'x', shape: ['N', 'width'] },
    { name: 's', shape: ['N', null] },
  ],
  outputs: [{ name: 's_out', shape: ['N', null] }],
};
const growing: ForeignModel = {
  ...sum,
  outputs: [{ name: 's_out', shape: ['N', null] }],
  nodes: [node('s_out = Concat(s, x)', { axis: 1 })],
};
const empty: ForeignModel = {
  ...sum,
  weights: [integers('from', [1], [4]), integers('axis', [1], [1])],
  outputs: [{ name: 'y', shape: ['N', null] }, sum.outputs[1]!],
  nodes: [node('s_out = Add(s, x)'), node('y = Slice(s_out, from, from, axis)')],
};
const words: ForeignModel = {
  ...sum,
  inputs: [{ name: 'x', shape: ['N', 4], type: STRING }, sum.inputs[1]!],
};
const unsupported: ForeignModel = {
  ...sum,
  nodes: [node('s_out = Levitate(s, x)'), node('y = Tanh(s_out)')],
};
const adapted: ForeignModel = {
  ...sum,
  inputs: [{ name: 'x', shape: ['N', 4], type: 11 }, sum.inputs[1]!],
  opset: 6,
};

function withExternalWeights(): Uint8Array<ArrayBuffer> {
  const externalData = [{ key: 'location', value: 'weights.bin' }];
  const { EXTERNAL } = onnx.TensorProto.DataLocation;
  const weight = {
    ...integers('w', [1], [1]),
    rawData: null,
    dataLocation: EXTERNAL,
    externalData,
  };
  return foreignModel({ ...sum, weights: [weight] });
}

function withoutOperatorSet(): Uint8Array<ArrayBuffer> {
  const model = onnx.ModelProto.decode(foreignModel(sum));
  model.opsetImport = [];
  return new Uint8Array(onnx.ModelProto.encode(model).finish());
}

test.for<Refused>([
  ['a model of ours', leakySumsFile().bytes, {}, 'import-not-foreign', /already/u],
  [
    'weights elsewhere',
    withExternalWeights(),
    {},
    'import-external-weights',
    /weights\.bin.*save_model/u,
  ],
  ['no operator set', withoutOperatorSet(), {}, 'model-not-onnx', /operator set/u],
  [
    'an operator set to come',
    foreignModel({ ...sum, opset: 99 }),
    {},
    'import-does-not-run',
    /opset 99/iu,
  ],
  ['an unknown operator', foreignModel(unsupported), {}, 'import-does-not-run', /Levitate/u],
  [
    'names that say nothing',
    foreignModel(unnamed),
    {},
    'import-unclear',
    /"s" float32 \[N, 4\] could be carried on from "12", "13".*--states input=output/u,
  ],
  [
    'an unexplained number',
    foreignModel(rated),
    {},
    'import-unclear',
    /"sr" int64 \[\] is given back by no output.*--constant/u,
  ],
  [
    'only states',
    foreignModel({
      ...sum,
      inputs: [sum.inputs[1]!],
      nodes: [node('s_out = Tanh(s)'), node('y = Neg(s)')],
    }),
    {},
    'import-unclear',
    /--input/u,
  ],
  [
    'an input that is not there',
    foreignModel(sum),
    { input: 'z' },
    'import-input',
    /no input "z".*"x" float32/u,
  ],
  [
    'a constant that is not there',
    foreignModel(sum),
    { constants: { sr: 1 } },
    'import-input',
    /no input "sr"/u,
  ],
  [
    'a constant of another kind',
    foreignModel(rated),
    { constants: { sr: 0.5 } },
    'import-constants',
    /always be 0\.5/u,
  ],
  ...[
    [INT32, 2 ** 31],
    [INT64, 2 ** 63],
    [UINT8, 256],
    [BOOL, -1],
    [FLOAT, 1e39],
    [FLOAT, NaN],
    [FLOAT16, 65_520],
    [STRING, 1],
  ].map(([type, value]): Refused => [
    `a constant of ${value} in type ${type}`,
    foreignModel({ ...sum, inputs: [...sum.inputs, { name: 'sr', shape: [], type: type! }] }),
    { constants: { sr: value! } },
    'import-constants',
    new RegExp(`always be ${value}`.replace('+', String.raw`\+`), 'u'),
  ]),
  [
    'a pair that is not there',
    foreignModel(sum),
    { states: { s: 'z' } },
    'import-states',
    /no output "z" \(there are: y, s_out\)/u,
  ],
  [
    'open sizes',
    foreignModel(open),
    {},
    'import-dimensions',
    /width is open \(axis 1 of "x"\); s\[1\] is open \(axis 1 of "s"\)/u,
  ],
  [
    'a size that is no size',
    foreignModel(open),
    { dimensions: { width: 0, 's[1]': 4, height: 3 } },
    'import-dimensions',
    /width cannot be 0; no input has a size named height/u,
  ],
  [
    'a size that no memory holds',
    foreignModel(open),
    { dimensions: { width: 2 ** 40, 's[1]': 4 } },
    'import-dimensions',
    /"x" has 1,099,511,627,776 elements/u,
  ],
  [
    'a state that grows',
    foreignModel(growing),
    {},
    'import-states',
    /"s" is \[1, 4\] and "s_out" \[1, 8\]/u,
  ],
  ['a result that is empty', foreignModel(empty), {}, 'import-states', /"y" is empty: \[1, 0\]/u],
  ['an input of texts', foreignModel(words), {}, 'import-unsupported', /"x" string/u],
  [
    'an old graph to adapt',
    foreignModel(adapted),
    {},
    'import-unsupported',
    /operator set 6.*version_converter/u,
  ],
])('refused in words: %s', async ([, bytes, options, code, says]) => {
  const error: unknown = await importOnnx(bytes, 'step.onnx', options).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(InputError);
  expect(error).toMatchObject({ code, message: expect.stringMatching(says) as string });
  expect((error as Error).message).toContain('step.onnx');
  expect((error as Error).message).not.toContain('\n');
});

test('a file cut or changed anywhere is imported or refused, never another error', async () => {
  const whole = foreignModel(sum);
  const tried = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255), cut: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(tried, async ({ at, byte, cut }) => {
      const content = cut ? whole.slice(0, at) : whole.slice();
      if (!cut) content[at] = byte;
      const outcome: unknown = await importOnnx(content, 'step.onnx').catch(
        (error: unknown) => error,
      );
      expect(outcome).toSatisfy((it) => it instanceof InputError || 'file' in (it as object));
    }),
    { numRuns: 40 },
  );
});
