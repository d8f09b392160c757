import { open } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runPresage } from './run-presage.ts';

const commands = [
  'demo',
  'learn',
  'score',
  'eval',
  'import',
  'calibrate',
  'quantize',
  'inspect',
  'zones',
  'doctor',
];

test.for(commands)('%s --help explains itself with an example', async (command) => {
  const { code, stdout, stderr } = await runPresage([command, '--help']);
  expect(code).toBe(0);
  expect(stdout).toMatch(new RegExp(`Examples?:\n(?:.*\n)*? {2}\\$ presage ${command}`, 'u'));
  expect(stderr).toBe('');
});

test('help names the commands, and explains one', async () => {
  const all = await runPresage(['help']);
  expect(all.code).toBe(0);
  for (const command of commands) expect(all.stdout).toContain(`  ${command} `);
  const one = await runPresage(['help', 'learn']);
  expect(one.stdout).toBe((await runPresage(['learn', '--help'])).stdout);
});

test('paths are meant from where `pnpm presage` was typed', async () => {
  const environment = {
    npm_lifecycle_event: 'presage',
    INIT_CWD: fileURLToPath(new URL('../../../docs/images', import.meta.url)),
  };
  const { code, stderr } = await runPresage(['inspect', 'report.png'], { environment });
  expect(code).toBe(1);
  expect(stderr).toContain('it looks like a PNG picture');
});

test('--version prints the version alone', async () => {
  const { code, stdout } = await runPresage(['--version']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/u);
});

test.for([
  { argv: [], says: 'a command is needed' },
  { argv: ['lern'], says: 'Did you mean learn?' },
  { argv: ['doctor', '--fast'], says: "unknown option '--fast'" },
  { argv: ['learn', 'a', 'b', '--modle', 'x'], says: "'--modle' (Did you mean --model?)" },
  { argv: ['learn', 'a', '--modle', 'x'], says: '`presage learn --help` shows how it is used' },
  { argv: ['lern'], says: '`presage --help` shows how it is used' },
  { argv: ['help', 'nosuch'], says: "unknown command 'nosuch'; there are demo, learn" },
  { argv: ['score', 'a.mp4', '-m', 'm'], says: "option '-o, --out <folder>' not specified" },
  { argv: ['learn', 'a.mp4'], says: "required option '-m, --model <file>' not specified" },
  { argv: ['learn', '--model', 'm.onnx'], says: 'learning needs a video of the camera' },
  { argv: ['learn', 'a.mp4', '--model', 'none.txt'], says: 'must end in .onnx' },
  { argv: ['inspect', 'a', 'b'], says: 'too many arguments' },
  { argv: ['doctor', '--quiet', '--verbose'], says: 'cannot be used with' },
  { argv: ['learn', 'a.mp4', '--model', 'a.mp4'], says: 'name another' },
  { argv: ['learn', 'a.mp4', '--model', 'm', '--checkpoint', 'm'], says: 'name another' },
  { argv: ['score', 'o/annotated.mp4', '--model', 'm', '--out', 'o'], says: 'name another' },
  {
    argv: ['score', 'a.mp4', '--model', 'm', '--out', 'o', '--false-alarms', '0'],
    says: 'a rate above 0',
  },
])('bad usage $argv is told on stderr, with 2', async ({ argv, says }) => {
  const { code, stdout, stderr } = await runPresage(argv);
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain(says);
  expect(stderr).not.toContain('    at ');
});

test('--json gives bad usage as one document', async () => {
  const { code, stdout } = await runPresage(['score', '--json']);
  expect(code).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'usage', fields: {} } });
});

test('--json after a double dash is a file name', async () => {
  const { code, stdout } = await runPresage(['inspect', '--', '--json']);
  expect(code).toBe(1);
  expect(stdout).toBe('');
});

test('a result that cannot be written fails', async ({ skip }) => {
  skip(!existsSync('/dev/full'), 'this system has no /dev/full');
  await using full = await open('/dev/full', 'w');
  const { code, stderr } = await runPresage(['--version'], { stdout: full.fd });
  expect(code).toBe(1);
  expect(stderr).toContain('could not be written');
});
