import type { ImportOptions } from '../import-options.ts';
import { compatible, tensorText, type DeclaredTensor } from './declared-tensor.ts';
import type { ForeignGraph } from './foreign-graph.ts';
import { refusal } from './refusal.ts';
import { givenPairs, guessedPairs, type StatePair } from './state-pairs.ts';

/** What each input and output of a foreign graph is for. */
export interface Roles {
  readonly input: DeclaredTensor;
  readonly states: readonly StatePair[];
  /** Inputs that never change, with their value. */
  readonly constants: readonly { readonly tensor: DeclaredTensor; readonly value: number }[];
  /** Outputs that are results; states' too where there are no others. */
  readonly results: readonly DeclaredTensor[];
  readonly notes: readonly string[];
  /** State pairs that their names told, input to output; undefined where the user gave them. */
  readonly guessed: Readonly<Record<string, string>> | undefined;
}

/**
 * Sorts a graph's inputs and outputs, by what the user says and else by their names.
 *
 * Throws InputError `import-states`, `import-constants`, `import-input` where what is said does not
 * fit, and `import-unclear` where names do not tell; it lists what could be what.
 */
export function rolesOf(
  graph: ForeignGraph,
  options: Pick<ImportOptions, 'states' | 'constants' | 'input'>,
  name: string,
): Roles {
  const constants = Object.entries(options.constants ?? {}).map(([key, value]) => ({
    tensor: inputNamed(graph, key, name),
    value,
  }));
  const chosen = options.input === undefined ? [] : [inputNamed(graph, options.input, name)];
  const known = new Set([...constants.map(({ tensor }) => tensor), ...chosen]);
  const free = graph.inputs.filter((each) => !known.has(each));
  const ends = { inputs: [...free, ...graph.optionalInputs], outputs: graph.outputs };
  const states = options.states ? givenPairs(ends, options.states, name) : guessedPairs(ends);

  const left = free.filter((each) => !states.some((pair) => pair.input === each));
  const [input, ...others] = [...chosen, ...left];
  if (!input || others.length > 0) throw unclear(graph, { states, left, chosen }, name);

  const results = graph.outputs.filter((each) => !states.some((pair) => pair.output === each));
  const guessed =
    options.states || states.length === 0
      ? undefined
      : Object.fromEntries(states.map((pair) => [pair.input.name, pair.output.name]));
  const notes = states.map(
    ({ input: from, output: to }) =>
      `The state "${from.name}" is carried on from the output "${to.name}".`,
  );
  if (states.length === 0) notes.push('No state is carried from step to step.');
  else if (guessed) {
    const flag = Object.entries(guessed)
      .map((pair) => pair.join('='))
      .join(',');
    notes.push(`These pairs were guessed from names; where one is wrong, say so: --states ${flag}`);
  }
  const started = states.filter((pair) => graph.optionalInputs.includes(pair.input));
  notes.push(
    ...started.map(
      (pair) => `The state "${pair.input.name}" starts from zero, not from the value in the file.`,
    ),
  );
  notes.push(`Each step's data goes to the input "${input.name}".`);
  notes.push(
    ...constants.map(({ tensor, value }) => `The input "${tensor.name}" is always ${value}.`),
  );
  return {
    input,
    states,
    constants,
    results: results.length > 0 ? results : states.map(({ output }) => output),
    notes,
    guessed,
  };
}

function inputNamed(graph: ForeignGraph, wanted: string, name: string): DeclaredTensor {
  const found = graph.inputs.find((each) => each.name === wanted);
  if (found) return found;
  throw refusal(
    'import-input',
    `${name} has no input "${wanted}"; it has ${graph.inputs.map(tensorText).join(', ') || 'none'}`,
    { name, wanted },
  );
}

interface Found {
  readonly states: readonly StatePair[];
  readonly left: readonly DeclaredTensor[];
  readonly chosen: readonly DeclaredTensor[];
}

function unclear({ outputs }: ForeignGraph, { states, left, chosen }: Found, name: string) {
  const taken = states.map((pair) => `"${pair.input.name}" from "${pair.output.name}"`);
  const candidates = left.map((input) => {
    const from = outputs.filter((output) => compatible(input, output));
    const names = from.map((output) => `"${output.name}"`).join(', ');
    return `${tensorText(input)} ${names ? `could be carried on from ${names}` : 'is given back by no output'}`;
  });
  const numbers = left.filter((input) => input.shape.length === 0).map((input) => input.name);
  const wanted =
    left.length === 0
      ? 'every input looks like a state, and one must take the data; name it: --input name'
      : `say which are states, which never change${chosen.length > 0 ? '' : ', and leave one for the data'}: --states input=output,… --constant ${numbers[0] ?? 'name'}=value`;
  return refusal(
    'import-unclear',
    `cannot tell what the inputs of ${name} are for: ${[
      ...(taken.length > 0 ? [`taken for states: ${taken.join(', ')}`] : []),
      ...candidates,
    ].join('; ')}; ${wanted}`,
    { name, candidates },
  );
}
