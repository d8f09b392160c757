import { compatible, tensorText, type DeclaredTensor } from './declared-tensor.ts';
import { refusal } from './refusal.ts';
import { relation, type Relation } from './state-names.ts';

/** A state: what a step takes, and what it gives for the next one. */
export interface StatePair {
  readonly input: DeclaredTensor;
  readonly output: DeclaredTensor;
}

interface Ends {
  readonly inputs: readonly DeclaredTensor[];
  readonly outputs: readonly DeclaredTensor[];
}

/**
 * The pairs that the user gives, input to output. Throws InputError `import-states` where one is not
 * there, is named twice, or the two ends have other types or shapes.
 */
export function givenPairs(
  { inputs, outputs }: Ends,
  given: Readonly<Record<string, string>>,
  name: string,
): StatePair[] {
  const faults: string[] = [];
  const find = (end: string, list: readonly DeclaredTensor[], wanted: string) => {
    const found = list.find((tensor) => tensor.name === wanted);
    if (!found) {
      const others = list.map((tensor) => tensor.name).join(', ');
      faults.push(`there is no ${end} "${wanted}" (there are: ${others || 'none'})`);
    }
    return found;
  };
  const pairs = Object.entries(given).flatMap(([from, to]): StatePair[] => {
    const input = find('input', inputs, from);
    const output = find('output', outputs, to);
    if (!input || !output) return [];
    if (!compatible(input, output)) {
      faults.push(`${tensorText(output)} cannot become ${tensorText(input)}`);
    }
    return [{ input, output }];
  });
  const taken = Object.values(given);
  for (const twice of new Set(taken.filter((to, index) => taken.indexOf(to) !== index))) {
    faults.push(`output "${twice}" is given to more than one input`);
  }
  if (faults.length === 0) return pairs;
  throw refusal(
    'import-states',
    `the state pairs given do not fit ${name}: ${faults.join('; ')}; write each as input=output, with the file's names`,
    { name, faults },
  );
}

/**
 * The pairs that names tell: an input and an output of the same type and shape whose names are related
 * ({@link relation}), and neither to any other. What is unclear is left out.
 */
export function guessedPairs({ inputs, outputs }: Ends): StatePair[] {
  const sure = mutualPairs({ inputs, outputs }, ['related']);
  const free = {
    inputs: inputs.filter((each) => !sure.some((pair) => pair.input === each)),
    outputs: outputs.filter((each) => !sure.some((pair) => pair.output === each)),
  };
  return [...sure, ...mutualPairs(free, ['related', 'perhaps'])];
}

function mutualPairs({ inputs, outputs }: Ends, enough: readonly Relation[]): StatePair[] {
  const possible = inputs.flatMap((input) =>
    outputs
      .filter(
        (output) => compatible(input, output) && enough.includes(relation(input.name, output.name)),
      )
      .map((output) => ({ input, output })),
  );
  return possible.filter((pair) =>
    possible.every(
      (other) => other === pair || (other.input !== pair.input && other.output !== pair.output),
    ),
  );
}
