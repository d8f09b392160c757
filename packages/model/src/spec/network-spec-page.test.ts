import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { openModel } from '../runtime/open-model.ts';
import { activationSchema } from './activation-spec.ts';
import { arrayInputSchema, pictureInputSchema } from './input-spec.ts';
import { layerName, layerPlace } from './layer-place.ts';
import { layerSchema } from './layer-spec.ts';
import { comparingNetworkSpecSchema } from './network-spec.ts';

const at = (path: string): string => fileURLToPath(new URL(`../../../../${path}`, import.meta.url));

let page: string;
beforeAll(async () => {
  page = await readFile(at('docs/network-spec.md'), 'utf8');
});

/** The tables under a heading: parameter to default. */
function tableUnder(heading: string): Record<string, string> {
  const [, section = ''] = page.split(new RegExp(`^#+ ${heading}$`, 'mu'));
  const [own = ''] = section.split(/^#/mu);
  const rows = [...own.matchAll(/^\| `(\w+)` +\| (\S+) +\|/gmu)];
  return Object.fromEntries(rows.map(([, key, written]) => [key!, written!.replaceAll('`', '')]));
}

/** What a schema's table has to say. */
function tableOf(shape: Readonly<Record<string, z.core.$ZodType>>): Record<string, string> {
  return Object.fromEntries(Object.entries(shape).map(([key, schema]) => [key, word(schema)]));
}

function word({ _zod: { def } }: z.core.$ZodType): string {
  if (def.type === 'optional') return 'optional';
  if (def.type !== 'default') return 'required';
  const { defaultValue } = def as z.core.$ZodDefaultDef;
  return defaultValue === 1e-5 ? '0.00001' : String(defaultValue);
}

const layers = layerSchema.options.map(({ shape }) => [shape.type.value, shape] as const);

test.for(layers)('%s: every parameter stands on the page, with its default', ([type, shape]) => {
  expect(page).toMatch(new RegExp(`^### ${type}$`, 'mu'));
  const { type: _type, name: _name, ...own } = shape;
  const placed: Partial<typeof own> = { ...own };
  if (type !== 'merge') delete placed.from;
  expect(tableUnder(type)).toEqual(tableOf(placed as typeof own));
});

test('so do those of the network, of its input and of every layer', () => {
  expect(tableUnder('The network')).toEqual(tableOf(comparingNetworkSpecSchema.shape));
  expect(tableUnder('Frames as input')).toEqual(tableOf(pictureInputSchema.shape));
  expect(tableUnder('Arrays as input')).toEqual(tableOf(arrayInputSchema.shape));
  expect(tableUnder('Every layer')).toEqual({
    type: 'required',
    ...tableOf({ ...layerName, ...layerPlace }),
  });
});

test.for(activationSchema.options)('the activation %s stands there', (name) => {
  expect(page).toContain(`\`${name}\``);
});

test('its program is the example, and makes a model that runs', async () => {
  const example = at('packages/model/examples/build-model.ts');
  const [, shown] = /```ts\n([^]*?)```/u.exec(page) ?? [];
  expect(await readFile(example, 'utf8')).toContain(shown);
  const folder = await mkdtemp(join(tmpdir(), 'presage-spec-'));
  try {
    const path = join(folder, 'model.onnx');
    const node = ['--conditions=@presage/source', example, path];
    const { stdout } = await promisify(execFile)(process.execPath, node);
    expect(stdout).toContain('memory.inputWeight [16, 1, 3, 3]');
    await using model = await openModel(path, { threads: 1, device: 'cpu' });
    using stream = model.stream();
    const { outputs } = await stream.stepArray(new Float32Array(24 * 32));
    expect(outputs['output']!.shape).toEqual([1, 24, 32]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
