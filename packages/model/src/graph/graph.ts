import { inferShapes } from './infer-shapes.ts';
import type { Attributes, OperatorType } from './operator.ts';
import { elementCount, type DataType, type Shape, type TensorData, type Value } from './value.ts';

/** One operator applied. */
export interface GraphNode {
  readonly type: OperatorType;
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly attributes: Attributes;
}

/**
 * A tensor program being written down: nodes in the order of their making, so every input comes
 * before its use. Equal nodes (same operator, inputs, attributes) are made once.
 */
export class Graph {
  readonly nodes: GraphNode[] = [];
  readonly inputs: Value[] = [];
  readonly outputs: Value[] = [];
  readonly constants = new Map<Value, TensorData>();
  readonly #madeBy = new Map<Value, GraphNode>();
  readonly #known = new Map<string, GraphNode>();
  readonly #names = new Set<string>();

  /** A tensor that is given at each run. */
  input(name: string, type: DataType, shape: Shape): Value {
    const value = this.#value(name, type, shape);
    this.inputs.push(value);
    return value;
  }

  /** A tensor whose elements are part of the graph. */
  constant(name: string, data: TensorData, shape: readonly number[]): Value {
    const expected = elementCount(shape);
    if (data.length !== expected) {
      throw new RangeError(`${name}: ${data.length} elements for shape [${shape.join(', ')}]`);
    }
    const value = this.#value(name, dataTypeOf(data), shape);
    this.constants.set(value, data);
    return value;
  }

  /** A constant made while building, told apart by its content: equal ones are made once. */
  literal(data: Float32Array | BigInt64Array, shape: readonly number[]): Value {
    const key = `literal ${dataTypeOf(data)} [${shape.join()}] ${data.join()}`;
    const known = this.#literals.get(key);
    if (known) return known;
    const value = this.constant(`literal${this.#literals.size}`, data, shape);
    this.#literals.set(key, value);
    return value;
  }
  readonly #literals = new Map<string, Value>();

  /** Makes `value` a result of the graph under `name`, which no other tensor may have. */
  output(name: string, value: Value): Value {
    const [named] = this.#append(
      { type: 'Identity', inputs: [value], attributes: {} },
      name,
    ).outputs;
    this.outputs.push(named!);
    return named!;
  }

  /** Applies an operator; returns its outputs. */
  apply(
    type: OperatorType,
    inputs: readonly Value[],
    attributes: Attributes = {},
  ): readonly Value[] {
    const key = `${type}(${inputs.map((value) => value.name).join()})${JSON.stringify(attributes)}`;
    const known = this.#known.get(key);
    if (known) return known.outputs;
    const node = this.#append({ type, inputs, attributes });
    this.#known.set(key, node);
    return node.outputs;
  }

  /** The node that makes `value`; undefined for an input or a constant. */
  madeBy(value: Value): GraphNode | undefined {
    return this.#madeBy.get(value);
  }

  #append(
    { type, inputs, attributes }: Omit<GraphNode, 'outputs'>,
    nameOfFirst = `${type}${this.nodes.length}`,
  ): GraphNode {
    for (const input of inputs) {
      if (input.graph !== this) throw new TypeError(`${input.name} belongs to another graph`);
    }
    const outputs = inferShapes(type, inputs, attributes).map((facts, index) =>
      this.#value(index ? `${nameOfFirst}.${index}` : nameOfFirst, facts.type, facts.shape),
    );
    const node: GraphNode = { type, inputs, outputs, attributes };
    for (const output of outputs) this.#madeBy.set(output, node);
    this.nodes.push(node);
    return node;
  }

  #value(name: string, type: DataType, shape: Shape): Value {
    if (this.#names.has(name)) throw new TypeError(`the graph has a tensor named ${name} already`);
    this.#names.add(name);
    return { graph: this, name, type, shape };
  }
}

function dataTypeOf(data: TensorData): DataType {
  if (data instanceof Float32Array) return 'float32';
  return data instanceof Uint8Array ? 'uint8' : 'int64';
}
