import { add, matMul, reshape } from '../graph/operations.ts';
import { elementCount } from '../graph/value.ts';
import type { LayerOf } from '../spec/layer-spec.ts';
import { activate } from './activate.ts';
import { biasParameter } from './bias-parameter.ts';
import { checkSlope } from './check-slope.ts';
import type { LayerLowering } from './layer-lowering.ts';
import { spatialSizes } from './spatial-sizes.ts';

/** Every input to every unit. Weights `[inputs, units]`, inputs in the order channel, row, column. */
export const denseLayer: LayerLowering<LayerOf<'dense'>> = {
  describe(layer, inputShape) {
    checkSlope(layer);
    const { units } = layer;
    const inputs = elementCount(inputShape);
    return {
      outputShape: [units, ...inputShape.slice(1).map(() => 1)],
      parameters: [
        {
          name: 'weight',
          shape: [inputs, units],
          initialisation: { kind: 'glorot', fanIn: inputs, fanOut: units },
        },
        biasParameter(units),
      ],
      states: [],
    };
  },
  lower({ units, activation, negativeSlope }, x, { parameter }) {
    const flat = reshape(x, [0, elementCount(x.shape.slice(1))]);
    const y = add(matMul(flat, parameter('weight')), parameter('bias'));
    const map = reshape(y, [0, units, ...spatialSizes(x).map(() => 1)]);
    return activate(map, activation, negativeSlope);
  },
};
