import type { onnx as types } from 'onnx-proto';
import { onnx } from '../../file/onnx.ts';
import type { GraphChange } from './change-graph.ts';
import { tensorText, typeName, type DeclaredTensor } from './declared-tensor.ts';
import type { ForeignGraph } from './foreign-graph.ts';
import { refusal } from './refusal.ts';

const { DataType } = onnx.TensorProto;
const { INT, INTS } = onnx.AttributeProto.AttributeType;

/** What float32 holds exactly; of the others, what it does not. */
const casts: ReadonlyMap<number, string> = new Map([
  ...[
    DataType.FLOAT16,
    DataType.BFLOAT16,
    DataType.UINT8,
    DataType.INT8,
    DataType.UINT16,
    DataType.INT16,
    DataType.BOOL,
  ].map((type) => [type, 'without loss'] as const),
  [DataType.DOUBLE, 'rounded to float32'],
  ...[DataType.INT32, DataType.INT64, DataType.UINT32, DataType.UINT64].map(
    (type) => [type, 'exact up to 16,777,216'] as const,
  ),
]);

/** Collects what a foreign graph needs around it, so that everything at its border is float32 or bytes. */
export class Border {
  readonly notes: string[] = [];
  readonly #graph: ForeignGraph;
  /** What messages call the file. */
  readonly name: string;
  readonly #taken: Set<string>;
  readonly #outputs = new Map<DeclaredTensor, DeclaredTensor>();
  readonly #change = {
    closed: new Set<string>(),
    uninitialised: new Set<string>(),
    before: [] as types.INodeProto[],
    after: [] as types.INodeProto[],
    initializer: [] as types.ITensorProto[],
    input: [] as types.IValueInfoProto[],
    output: [] as types.IValueInfoProto[],
  };

  constructor(graph: ForeignGraph, name: string) {
    this.#graph = graph;
    this.name = name;
    this.#taken = new Set(graph.names);
  }

  /** Everything that was asked for. Throws InputError `import-unsupported` where the graph is too old for it. */
  get change(): GraphChange {
    const { before, after } = this.#change;
    if (before.length + after.length > 0 && this.#graph.opset < 7) {
      throw refusal(
        'import-unsupported',
        `${this.name} is written for ONNX operator set ${this.#graph.opset}, and its inputs or outputs can only be adapted from set 7 on; convert it, in Python: onnx.version_converter.convert_version(model, 17)`,
        { name: this.name, opset: this.#graph.opset },
      );
    }
    return this.#change;
  }

  /** A name that nothing in the graph has. */
  fresh(wanted: string): string {
    let name = wanted;
    for (let number = 2; this.#taken.has(name); number += 1) name = `${wanted}.${number}`;
    this.#taken.add(name);
    return name;
  }

  /** Adds a constant of a fresh name, and gives the name back. */
  floats(name: string, shape: readonly number[], data: Float32Array): string {
    const rawData = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    this.#change.initializer.push({ name, dims: [...shape], dataType: DataType.FLOAT, rawData });
    return name;
  }

  /** Adds a list of int64 of a fresh name, and gives the name back. */
  integers(name: string, values: readonly number[]): string {
    const rawData = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
    const dims = [values.length];
    this.#change.initializer.push({ name, dims, dataType: DataType.INT64, rawData });
    return name;
  }

  /** Puts nodes behind all others, with inputs and outputs that are new. */
  append(
    nodes: readonly types.INodeProto[],
    ends: Readonly<Record<'inputs' | 'outputs', readonly DeclaredTensor[]>>,
  ): void {
    this.#change.after.push(...nodes);
    this.#change.input.push(...ends.inputs.map(valueInfo));
    this.#change.output.push(...ends.outputs.map(valueInfo));
  }

  /** Gives an input one value for ever. */
  fix({ name }: DeclaredTensor, tensor: Omit<types.ITensorProto, 'name'>): void {
    this.#change.closed.add(name);
    this.#change.initializer.push({ ...tensor, name });
  }

  /** Puts an input of another type or shape in the place of one: `nodes` make the old from the new. */
  replaceInput(
    old: DeclaredTensor,
    input: DeclaredTensor,
    nodes: readonly types.INodeProto[],
  ): void {
    this.#change.closed.add(old.name);
    this.#change.input.push(valueInfo(input));
    this.#change.before.push(...nodes);
  }

  /** The input, or one of float32 in front of it. A value that the file has for it is taken out. */
  floatInput(tensor: DeclaredTensor): DeclaredTensor {
    this.#change.uninitialised.add(tensor.name);
    if (tensor.type === DataType.FLOAT) return tensor;
    const input = this.#asFloat('input', tensor);
    this.replaceInput(tensor, input, [cast(input.name, tensor.name, tensor.type)]);
    return input;
  }

  /** The output, or one of float32 behind it. */
  floatOutput(tensor: DeclaredTensor): DeclaredTensor {
    if (tensor.type === DataType.FLOAT) return tensor;
    const known = this.#outputs.get(tensor);
    if (known) return known;
    const output = this.#asFloat('output', tensor);
    this.#change.closed.add(tensor.name);
    this.#change.output.push(valueInfo(output));
    this.#change.after.push(cast(tensor.name, output.name, DataType.FLOAT));
    this.#outputs.set(tensor, output);
    return output;
  }

  /** Those of some results that can be given; the others are noted. All, where none can. */
  usable(results: readonly DeclaredTensor[]): readonly DeclaredTensor[] {
    const usable = results.filter(({ type }) => type === DataType.FLOAT || casts.has(type));
    if (usable.length === 0) return results;
    for (const result of results.filter((each) => !usable.includes(each))) {
      this.notes.push(`The output ${tensorText(result)} is left out: it is no number.`);
    }
    return usable;
  }

  #asFloat(end: string, tensor: DeclaredTensor): DeclaredTensor {
    const loss = casts.get(tensor.type);
    if (!loss) {
      throw refusal(
        'import-unsupported',
        `the ${end} ${tensorText(tensor)} of ${this.name} cannot be used: inputs, outputs and states are numbers that float32 can hold; leave it out of the exported graph`,
        { name: this.name, tensor: tensor.name, type: typeName(tensor.type) },
      );
    }
    const name = this.fresh(`${tensor.name}.float32`);
    this.notes.push(
      `The ${end} "${tensor.name}" is ${typeName(tensor.type)}; in its place is "${name}", ${loss}.`,
    );
    return { ...tensor, type: DataType.FLOAT, name };
  }
}

export function cast(from: string, to: string, type: number): types.INodeProto {
  return {
    opType: 'Cast',
    name: `${to}.cast`,
    input: [from],
    output: [to],
    attribute: [{ name: 'to', type: INT, i: type }],
  };
}

export function node(opType: string, input: readonly string[], output: string): types.INodeProto {
  return { opType, name: `${output}.${opType.toLowerCase()}`, input: [...input], output: [output] };
}

export function transpose(from: string, to: string, perm: readonly number[]): types.INodeProto {
  return {
    ...node('Transpose', [from], to),
    attribute: [{ name: 'perm', type: INTS, ints: [...perm] }],
  };
}

function valueInfo({ name, type, shape }: DeclaredTensor): types.IValueInfoProto {
  const dim = shape.map((size) =>
    typeof size === 'string' ? { dimParam: size } : { dimValue: size },
  );
  return { name, type: { tensorType: { elemType: type, shape: { dim } } } };
}
