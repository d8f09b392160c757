import { add, averagePool, div, matMul, maxPool, mul, reduceMean, reshape, sqrt, square, sub } from '../graph/operations.ts';
import { fixedShape } from '../graph/value.ts';
import type { LayerOf } from '../spec/layer-spec.ts';
import { perAxis } from '../spec/spatial.ts';
import { activate } from './activation.ts';
import { spatialSizes } from './convolution.ts';
import type { LayerLowering } from './layer-lowering.ts';

const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);

export const poolLayer: LayerLowering<LayerOf<'pool'>> = {
  describe({ size }, name, [channels, ...sizes]) {
    const tile = perAxis(size, sizes.length);
    const outputs = sizes.map((each, axis) => Math.floor(each / tile[axis]!));
    if (outputs.includes(0)) throw new RangeError(`${name}: a tile of ${tile.join('×')} is larger than ${sizes.join('×')}`);
    return { outputShape: [channels!, ...outputs], parameters: [], states: [] };
  },
  lower({ kind, size }, _name, x) {
    const tile = perAxis(size, spatialSizes(x).length);
    return kind === 'max' ? maxPool(x, tile) : averagePool(x, tile);
  },
};

export const normalisationLayer: LayerLowering<LayerOf<'normalisation'>> = {
  describe(_layer, name, inputShape) {
    const [channels, ...sizes] = inputShape;
    const shape = [channels!, ...sizes.map(() => 1)];
    return {
      outputShape: inputShape,
      parameters: [
        { name: `${name}.scale`, shape, initialisation: { kind: 'constant', value: 1 } },
        { name: `${name}.offset`, shape, initialisation: { kind: 'constant', value: 0 } },
      ],
      states: [],
    };
  },
  lower({ kind, epsilon }, name, x, { parameter }) {
    const axes = x.shape.map((_, axis) => axis).slice(kind === 'layer' ? 1 : 2);
    const centred = sub(x, reduceMean(x, axes));
    const deviation = sqrt(add(reduceMean(square(centred), axes), epsilon));
    const normal = div(centred, deviation);
    return add(mul(normal, parameter(`${name}.scale`)), parameter(`${name}.offset`));
  },
};

export const offsetLayer: LayerLowering<LayerOf<'offset'>> = {
  describe: (_layer, name, inputShape) => ({
    outputShape: inputShape,
    parameters: [
      { name: `${name}.offset`, shape: inputShape, initialisation: { kind: 'constant', value: 0 } },
    ],
    states: [],
  }),
  lower: (_layer, name, x, { parameter }) => add(x, parameter(`${name}.offset`)),
};

export const activationLayer: LayerLowering<LayerOf<'activation'>> = {
  describe: (_layer, _name, inputShape) => ({ outputShape: inputShape, parameters: [], states: [] }),
  lower: ({ activation }, _name, x) => activate(x, activation),
};

export const denseLayer: LayerLowering<LayerOf<'dense'>> = {
  describe({ units }, name, inputShape) {
    const inputs = product(inputShape);
    return {
      outputShape: [units, ...inputShape.slice(1).map(() => 1)],
      parameters: [
        {
          name: `${name}.weight`,
          shape: [inputs, units],
          initialisation: { kind: 'glorot', fanIn: inputs, fanOut: units },
        },
        { name: `${name}.bias`, shape: [units], initialisation: { kind: 'constant', value: 0 } },
      ],
      states: [],
    };
  },
  lower({ units, activation }, name, x, { parameter }) {
    const flat = reshape(x, [0, product(fixedShape(x.shape.slice(1)))]);
    const y = add(matMul(flat, parameter(`${name}.weight`)), parameter(`${name}.bias`));
    return activate(reshape(y, [0, units, ...spatialSizes(x).map(() => 1)]), activation);
  },
};

export const reshapeLayer: LayerLowering<LayerOf<'reshape'>> = {
  describe({ shape }, name, inputShape) {
    if (product(shape) !== product(inputShape)) {
      throw new RangeError(`${name}: [${inputShape.join(', ')}] does not fill [${shape.join(', ')}]`);
    }
    return { outputShape: shape, parameters: [], states: [] };
  },
  lower: ({ shape }, _name, x) =>
    x.shape.slice(1).join() === shape.join() ? x : reshape(x, [0, ...shape]),
};
