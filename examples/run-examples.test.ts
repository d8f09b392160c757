import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCameraClip } from '../packages/engine/test/camera-clip.ts';
import { writeTestModel } from '../packages/engine/test/write-test-model.ts';
import { writeArrayModel, writeKerasExample } from './write-example-models.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const run = promisify(execFile);
let folder: string;
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'presage-examples-'));
  await makeCameraClip({ output: at('normal.mp4'), seconds: 24 });
  await makeCameraClip({ output: at('later.mp4'), seconds: 24, block: [12, 15] });
  await writeTestModel(at('model.onnx'), at('normal.mp4'));
  await writeArrayModel(at('array.onnx'));
  await writeKerasExample(at('rain.keras'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Every example that is run by itself: what it is given, and what it must print. */
const examples: Readonly<
  Record<string, { readonly files: readonly string[]; readonly prints: RegExp }>
> = {
  'apps/cli/examples/learn-a-street.sh': { files: ['street'], prints: /report\.html/u },
  'examples/eight-streams/main.ts': { files: ['model.onnx'], prints: /^\d{2} runs of 8$/mu },
  'examples/import-keras/main.ts': {
    files: ['rain.keras', 'rain.onnx'],
    prints: /^step 9: output /mu,
  },
  'examples/model-on-array/main.ts': { files: ['array.onnx'], prints: /^step 9: output /mu },
  'examples/model-on-video/main.ts': {
    files: ['later.mp4', 'model.onnx'],
    prints: /^23\.8 s: error 6×8, at most 0\.\d{4}$/mu,
  },
  'examples/watch-video/main.ts': {
    files: ['later.mp4', 'model.onnx'],
    prints: /^1[12](\.\d+)? .*\{/mu,
  },
  'packages/anomaly/examples/watch.ts': { files: [], prints: /^event-end 30 /mu },
  'packages/core/examples/watch-light.ts': { files: [], prints: /inFlight: 0/u },
  'packages/engine/examples/learn-and-score.ts': {
    files: ['normal.mp4', 'later.mp4', 'learned.onnx'],
    prints: /captured: 120/u,
  },
  'packages/io/examples/read-video.ts': {
    files: ['later.mp4'],
    prints: /^it changes most at \d/mu,
  },
  'packages/model/examples/build-model.ts': {
    files: ['built.onnx'],
    prints: /^head\.bias \[1\]$/mu,
  },
  'packages/model/examples/step-frames.ts': { files: [], prints: /^frame 5: 3×4 patches/mu },
  'packages/report/examples/write-report.ts': {
    files: ['later.mp4', 'report'],
    prints: /report\.html$/mu,
  },
  'packages/train/examples/learn-moving-square.ts': {
    files: [],
    prints: /^step 200: loss 0\.00/mu,
  },
};

for (const [path, { files, prints }] of Object.entries(examples)) {
  test(`${path} runs`, async () => {
    const interpreter = path.endsWith('.sh')
      ? ['sh']
      : [process.execPath, '--conditions=@presage/source'];
    const [program, ...options] = [...interpreter, path, ...files.map(at)];
    const { stdout } = await run(program!, options, { cwd: root });
    expect(stdout).toMatch(prints);
  });
}

test('no example is left out', () => {
  const programs = globSync(['{examples/*/*,packages/*/examples/*}.ts', 'apps/*/examples/*.sh'], {
    cwd: root,
  }).filter((path) => !material.has(path));
  expect(programs.toSorted()).toEqual(Object.keys(examples).toSorted());
});

/** What examples import. */
const material = new Set([
  'packages/core/examples/flicker.ts',
  'packages/report/examples/synthetic-watch.ts',
]);
