import type { ImportedFrom } from '@presage/model';
import { formatBytes } from '../terminal/format-bytes.ts';
import { formatDuration } from '../terminal/format-duration.ts';
import { formatMediaTime } from '../terminal/format-media-time.ts';
import type { Style } from '../terminal/style.ts';
import { textTable } from '../terminal/text-table.ts';
import { thresholdTable } from '../threshold/threshold-table.ts';
import { layerSettings } from './layer-settings.ts';
import type { ModelFacts } from './model-facts.ts';

/** What a model file holds, for a person. */
export function modelFactsText(facts: ModelFacts, style: Style): string {
  const { states, outputs } = facts;
  const section = (title: string, body: string) => `${style.bold(title)}\n${indent(body)}`;
  return [
    `${style.bold(facts.path)}  ${formatBytes(facts.bytes)}`,
    section('Network', networkText(facts.network)),
    facts.needs ? section('Frames', framesText(facts)) : section('Arrays', arraysText(facts)),
    section('Runs', `${precisionText[facts.precision]}; ${batchText[facts.batch]}`),
    section('States', shapesText(states.map(({ input, shape }) => ({ name: input, shape })))),
    section('Outputs', shapesText(outputs)),
    section('Calibration', calibrationText(facts)),
    section('Origin', originText(facts.provenance)),
  ].join('\n\n');
}

function framesText({ needs, warmUpFrames }: ModelFacts): string {
  if (!needs) return '';
  const { width, height, format, frameRate } = needs;
  const frames = `${width}×${height} ${format}, ${frameRate} a second`;
  if (warmUpFrames === 0) return frames;
  return `${frames}; the first ${formatDuration(warmUpFrames / frameRate)} (${warmUpFrames} frames) never alarm`;
}

function arraysText({ input, warmUpFrames }: ModelFacts): string {
  const warmUp = warmUpFrames === 0 ? '' : `; the first ${warmUpFrames} steps are warm-up`;
  return `${input.type} ${input.shape.join('×')} a step, from a program: stepArray()${warmUp}`;
}

const precisionText = {
  float32: 'in float32',
  float16: 'in float16, the inputs, states and results in float32',
  int8: 'in int8, the inputs, states and results in float32',
} as const satisfies Record<ModelFacts['precision'], string>;

const batchText = {
  free: 'streams may share a run',
  fixed: 'one stream a run: the graph fixes its batch',
} as const satisfies Record<ModelFacts['batch'], string>;

const targetText = {
  next: 'predicts the next frame',
  same: 'redraws the frame it sees',
  none: 'gives what its last layer gives',
} as const satisfies Record<NonNullable<ModelFacts['network']>['target'], string>;

function networkText(network: ModelFacts['network']): string {
  if (!network) return 'made elsewhere: its layers are not described';
  const { layers } = network;
  const branches = layers.some(({ from }, index) => from.join() !== before(layers, index));
  const table = textTable(
    [
      { heading: 'layer' },
      { heading: 'type' },
      ...(branches ? [{ heading: 'takes' }] : []),
      { heading: 'settings' },
      { heading: 'output', align: 'right' as const },
      { heading: 'parameters', align: 'right' as const },
    ],
    layers.map(({ name, layer, from, outputShape, parameters }) => [
      name,
      layer.type,
      ...(branches ? [from.join(', ')] : []),
      layerSettings(layer, outputShape.length - 1),
      outputShape.join('×'),
      thousands(parameters),
    ]),
  );
  return `${thousands(network.parameters)} parameters; ${targetText[network.target]}\n${table}`;
}

/** What a layer takes unless it says otherwise. */
function before(layers: readonly { readonly name: string }[], index: number): string {
  return layers[index - 1]?.name ?? 'input';
}

function calibrationText({ calibration, outputs }: ModelFacts): string {
  if (!calibration) {
    return outputs.some(({ name }) => name === 'error')
      ? 'none: it scores, and cannot alarm; `presage learn` makes a model with one'
      : 'none: it gives no error of a prediction that could be judged';
  }
  const { heldBack, thresholds, falseAlarmsPerDay, grid } = calibration;
  const measured = `measured on ${formatDuration(heldBack.seconds)} of normal video that was held back (${heldBack.frames} frames), ${grid.width}×${grid.height} places`;
  return `${measured}\n${thresholdTable(thresholds, falseAlarmsPerDay)}`;
}

function originText(provenance: ModelFacts['provenance']): string {
  if (!provenance) return 'unknown';
  const { learnedFrom, learnedAt, frames, steps, seconds, leftOut, importedFrom } = provenance;
  const lines = [
    importedFrom && importText(importedFrom),
    learnedFrom && `learned from ${learnedFrom.join(', ')}`,
    leftOut && `without ${leftOut.map(leftOutText).join(', ')}`,
    learnedAt && `on ${learnedAt}`,
    frames === undefined ? undefined : `${thousands(frames)} frames`,
    steps === undefined ? undefined : `${thousands(steps)} steps`,
    seconds === undefined ? undefined : `in ${formatDuration(seconds)}`,
  ];
  return lines.filter((line) => line).join('\n') || 'unknown';
}

function leftOutText({
  video,
  start,
  end,
}: NonNullable<NonNullable<ModelFacts['provenance']>['leftOut']>[number]): string {
  const times = `${formatMediaTime(start)}–${formatMediaTime(end)}`;
  return video === undefined ? times : `${video} ${times}`;
}

function importText({ file, framework, version }: ImportedFrom): string {
  return `imported from ${file}, ${framework}${version === undefined ? '' : ` ${version}`}`;
}

function shapesText(tensors: readonly { name: string; shape: readonly number[] }[]): string {
  if (tensors.length === 0) return 'none';
  const rows = tensors.map(({ name, shape }) => [name, shape.join('×')]);
  return textTable([{ heading: 'name' }, { heading: 'shape' }], rows);
}

function thousands(value: number): string {
  return value.toLocaleString('en-US');
}

function indent(text: string): string {
  return text.replace(/^/gmu, '  ');
}
