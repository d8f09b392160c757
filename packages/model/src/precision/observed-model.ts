import { InputError } from '@presage/core';
import type { ModelFile } from '../file/model-file.ts';
import { onnx } from '../file/onnx.ts';
import type { ConvolutionExtremes } from './activation-extremes.ts';
import { findConvolutions, type FoundConvolution } from './find-convolutions.ts';
import { createGraphEditor, type GraphEditor } from './graph-editor.ts';
import { decodeForRewriting } from './rewrite-model.ts';

/** A model that says more with each step. */
export interface ObservedModel {
  readonly file: ModelFile;
  readonly convolutions: readonly FoundConvolution[];
  /** Names of convolutions that cannot run over bytes, and stay as they are. */
  readonly left: readonly string[];
  /** What a step's outputs tell of each convolution, in their order. */
  extremesOf(outputs: StepOutputs): ConvolutionExtremes[];
}

type StepOutputs = Readonly<Record<string, { readonly data: Float32Array }>>;

/**
 * A model with more outputs: for each of its convolutions the extremes of every channel that goes in
 * and comes out. They are taken within the graph, so that a step gives back a few numbers, not all
 * that was computed.
 *
 * Throws InputError `precision-chosen`, `precision-nothing-to-do`, `precision-operator-set`.
 */
export function observedModel(file: ModelFile): ObservedModel {
  const model = decodeForRewriting(file);
  const graph = model.graph!;
  const { convolutions, left } = findConvolutions(graph);
  if (convolutions.length === 0) throw noneOverBytes(left);
  const editor = createGraphEditor(graph);
  const told = convolutions.map(({ input, output, kernel, groups, channels }) => ({
    name: addExtremes(editor, [input, output]),
    inputs: kernel.shape[1]! * groups,
    channels,
  }));
  graph.node = [...(graph.node ?? []), ...editor.nodes];
  graph.output = [
    ...(graph.output ?? []),
    ...told.map(({ name }) => ({ name, type: { tensorType: { elemType: 1 } } })),
  ];
  const outputs = told.map(({ name, inputs, channels }) => ({
    name,
    shape: [...(file.description.batch === 'fixed' ? [1] : []), 2 * (inputs + channels)],
  }));
  return {
    file: {
      ...file,
      bytes: new Uint8Array(onnx.ModelProto.encode(model).finish()),
      description: {
        ...file.description,
        outputs: [...file.description.outputs, ...outputs],
      },
    },
    convolutions,
    left,
    extremesOf: (given) =>
      told.map(({ name, inputs, channels }) => {
        const { data } = given[name]!;
        const at = (start: number, length: number) => ({
          min: data.slice(start, start + length).map((value) => -value),
          max: data.slice(start + length, start + 2 * length),
        });
        return { input: at(0, inputs), output: at(2 * inputs, channels) };
      }),
  };
}

/** For each tensor the negated minima of its channels, then their maxima: `[N, …]`. */
function addExtremes(editor: GraphEditor, tensors: readonly string[]): string {
  // Pools, as their form is the same in every operator set.
  const largest = (input: string) =>
    editor.add({
      type: 'Flatten',
      inputs: [editor.add({ type: 'GlobalMaxPool', inputs: [input] })],
      attributes: { axis: 1 },
    });
  const inputs = tensors.flatMap((tensor) => [
    largest(editor.add({ type: 'Neg', inputs: [tensor] })),
    largest(tensor),
  ]);
  return editor.add({ type: 'Concat', inputs, attributes: { axis: 1 } });
}

function noneOverBytes(left: readonly string[]): InputError {
  return new InputError({
    code: 'precision-nothing-to-do',
    message: `none of the model's convolutions can run over bytes: those with a kernel that is no constant, with automatic padding, and transposed ones with dilation or groups stay float32 (${left.join(', ')}); use the model as it is, or in float16`,
    fields: { left },
  });
}
