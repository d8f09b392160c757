import { InputError } from '@presage/core';
import type { onnx as types } from 'onnx-proto';
import { encodeModelFile } from '../file/encode-model-file.ts';
import type { ModelFile } from '../file/model-file.ts';
import { onnx } from '../file/onnx.ts';

/** What a model can be rewritten to compute in. */
export type ReducedPrecision = 'float16' | 'int8';

/** The operator set that the rewritten parts are written in needs this version at least. */
const leastOperatorSet = 15;

/** Rewrites a model's graph, and takes its calibration out. Throws InputError. */
export function rewriteModel(
  file: ModelFile,
  precision: ReducedPrecision,
  rewrite: (graph: types.IGraphProto) => types.IGraphProto,
): ModelFile {
  const model = decodeForRewriting(file);
  const graph = rewrite(model.graph!);
  const domains = new Set(graph.node?.map(({ domain }) => domain ?? ''));
  if (domains.has('com.microsoft') && !model.opsetImport.some(isContributed)) {
    model.opsetImport.push({ domain: 'com.microsoft', version: 1 });
  }
  model.graph = onnx.GraphProto.create(graph);
  const { calibration: _, ...rest } = file;
  const metadata = { ...rest, description: { ...file.description, precision } };
  const bytes = encodeModelFile(new Uint8Array(onnx.ModelProto.encode(model).finish()), metadata);
  return { ...metadata, bytes };
}

/** Decodes a model's graph, if it is one that can be rewritten. Throws InputError. */
export function decodeForRewriting({ bytes, description }: ModelFile): types.ModelProto {
  if (description.precision !== 'float32') {
    throw new InputError({
      code: 'precision-chosen',
      message: `only a float32 model can be made smaller, and this one computes in ${description.precision} already; give the model that it was made from`,
      fields: { precision: description.precision },
    });
  }
  const model = onnx.ModelProto.decode(bytes);
  const convolutions = model.graph?.node?.filter(({ opType }) =>
    ['Conv', 'ConvTranspose'].includes(opType ?? ''),
  );
  if (!convolutions?.length) {
    throw new InputError({
      code: 'precision-nothing-to-do',
      message:
        'what is computed in fewer bits are convolutions, and this model has none: there is nothing to gain; use it as it is',
    });
  }
  const version = Number(String(model.opsetImport.find(({ domain }) => !domain)?.version ?? 0));
  if (version < leastOperatorSet) {
    throw new InputError({
      code: 'precision-operator-set',
      message: `a model in fewer bits needs ONNX operator set ${leastOperatorSet} or later, and this one is written in ${version}; export it again for operator set 17`,
      fields: { version },
    });
  }
  return model;
}

const isContributed = ({ domain }: types.IOperatorSetIdProto) => domain === 'com.microsoft';
