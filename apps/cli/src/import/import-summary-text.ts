import type { ModelFacts } from '../inspect/model-facts.ts';
import type { Style } from '../terminal/style.ts';
import { textTable } from '../terminal/text-table.ts';
import type { ModelProof } from './prove-model.ts';

export interface ImportSummary {
  readonly facts: ModelFacts;
  readonly notes: readonly string[];
  readonly proof: ModelProof;
}

/** What an import came to, for a person. */
export function importSummaryText({ facts, notes, proof }: ImportSummary, style: Style): string {
  const { network, needs, input, states, outputs, provenance } = facts;
  const from = provenance?.importedFrom;
  const lines = [
    `${style.bold(facts.path)} is ready.`,
    ...(from
      ? [`  from      ${from.file} (${[from.framework, from.version].filter(Boolean).join(' ')})`]
      : []),
    ...(network ? [`  network   ${network.parameters.toLocaleString('en-US')} parameters`] : []),
    ...(network ? [indented(layersTable(network.layers))] : []),
    needs
      ? `  takes     ${needs.width}×${needs.height} ${needs.format}, ${needs.frameRate} a second`
      : `  takes     ${input.type} ${input.shape.join('×')} a step`,
    `  states    ${shapes(states.map(({ input: name, shape }) => ({ name, shape })))}`,
    `  gives     ${shapes(outputs)}`,
    `  runs      ${proof.stepMs.toFixed(1)} ms a step on ${proof.device}`,
    ...notes.map((note, index) => `  ${index === 0 ? 'notes' : '     '}     ${note}`),
  ];
  if (needs && outputs.some(({ name }) => name === 'error')) {
    lines.push(
      `  next      presage calibrate ${facts.path} --normal <video>: when it is to alarm, it does not know yet`,
    );
  }
  return lines.join('\n');
}

function shapes(tensors: readonly { name: string; shape: readonly number[] }[]): string {
  return tensors.map(({ name, shape }) => `${name} ${shape.join('×')}`).join(', ') || 'none';
}

type Layers = NonNullable<ModelFacts['network']>['layers'];

function layersTable(layers: Layers): string {
  return textTable(
    [
      { heading: 'layer' },
      { heading: 'type' },
      { heading: 'output', align: 'right' },
      { heading: 'parameters', align: 'right' },
    ],
    layers.map(({ name, layer, outputShape, parameters }) => [
      name,
      layer.type,
      outputShape.join('×'),
      parameters.toLocaleString('en-US'),
    ]),
  );
}

const indented = (text: string): string => text.replace(/^/gmu, ' '.repeat(12));
