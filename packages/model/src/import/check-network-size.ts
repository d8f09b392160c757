import { InputError } from '@presage/core';
import { elementCount } from '../graph/value.ts';
import { describeNetwork } from '../lower/describe-network.ts';
import { mostElements } from '../most-elements.ts';
import type { NetworkSpec } from '../spec/network-spec.ts';

/** Throws InputError `import-too-large` where a step of a network takes more memory than can be had. */
export function checkNetworkSize(spec: NetworkSpec, name: string): void {
  const { inputShape, layers, states } = describeNetwork(spec);
  const carried = states.reduce((sum, { shape }) => sum + 2 * elementCount(shape), 0);
  const largest = Math.max(...layers.map(({ outputShape }) => elementCount(outputShape)));
  const elements = elementCount(inputShape) + carried + largest;
  if (elements <= mostElements) return;
  throw new InputError({
    code: 'import-too-large',
    message: `${name} cannot run on maps of [${inputShape.join(', ')}]: a step takes and gives ${told(elements)} numbers, its states among them, and at most ${told(mostElements)} can be; give a smaller size`,
    fields: { name, inputShape, elements },
  });
}

const told = (count: number): string => count.toLocaleString('en-US');
