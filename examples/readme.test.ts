import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { describeNetwork, networkSpecSchema } from '../packages/model/src/index.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

test('the README’s program is the example, and fits on a screen', () => {
  const [, shown] = /```ts\n([^]*?)```/u.exec(read('README.md')) ?? [];
  const program = read('examples/watch-video/main.ts');
  expect(program).toContain(shown);
  expect(shown?.split('\n').length).toBeLessThan(25);
});

test('the network in docs/model.md can be built', () => {
  const [, shown] = /```json\n([^]*?)```/u.exec(read('docs/model.md')) ?? [];
  const { layers } = describeNetwork(networkSpecSchema.parse(JSON.parse(shown!)));
  expect(layers.at(-1)?.outputShape).toEqual([1, 64, 64]);
});

describe('every link to a file leads to one', () => {
  const pages = globSync(
    ['*.md', 'docs/**/*.md', '{packages,apps,tools,examples}/*/*.md', 'apps/cli/assets/*.md'],
    { cwd: root },
  );
  test.each(pages)('%s', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)/gu)].map(
      ([, link]) => link!,
    );
    const missing = links.filter((link) => !existsSync(join(root, dirname(page), link)));
    expect(missing).toEqual([]);
  });
});
