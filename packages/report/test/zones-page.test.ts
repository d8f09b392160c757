import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeZonesPage } from '../src/index.ts';
import { writeGrayVideo } from './gray-video.ts';
import { temporaryFolder } from './temporary-folder.ts';

const browserPath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const present = existsSync(browserPath);
if (!present)
  process.stderr.write(`skipped: drawing zones in a browser, because there is no ${browserPath}\n`);

const switches =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

const door = {
  name: '<i>door</i>',
  polygon: [
    [0.1, 0.1],
    [0.4, 0.1],
    [0.2, 0.5],
  ],
} as const;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let path: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  const video = join(folder.path, 'lobby.mp4');
  path = join(folder.path, 'zones.html');
  await writeGrayVideo(video, 2);
  await writeZonesPage({ video, zones: { masks: [], zones: [door] }, output: path });
});
afterAll(() => folder?.[Symbol.asyncDispose]());

test('needs nothing from elsewhere, and forbids asking for it', async () => {
  const page = await readFile(path, 'utf8');
  expect(page).toContain('content="default-src &#39;none&#39;;');
  expect(page).toMatch(/<img src="data:image\/jpeg;base64,/u);
  expect(page).not.toMatch(/(?:src|href)="http/u);
});

test('says in words that it cannot be written', async () => {
  const video = join(folder.path, 'lobby.mp4');
  await writeFile(join(folder.path, 'file'), '');
  await expect(
    writeZonesPage({ video, output: join(folder.path, 'file', 'zones.html') }),
  ).rejects.toMatchObject({ code: 'output-unwritable' });
});

/** Clicks on corners given as fractions of the picture. */
async function draw(page: Page, corners: readonly (readonly [number, number])[]) {
  const box = (await page.locator('#drawing').boundingBox())!;
  for (const [x, y] of corners) {
    await page.mouse.click(box.x + x * box.width, box.y + y * box.height);
  }
}

const drawn = async (page: Page) =>
  JSON.parse(await page.locator('#json').inputValue()) as {
    masks: { name: string; polygon: number[][] }[];
    zones: unknown[];
  };

describe.skipIf(!present)('in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: browserPath, args: switches.split(' ') });
  });
  afterAll(() => browser?.close());

  async function open() {
    const page = await browser.newPage({ viewport: { width: 1180, height: 900 } });
    page.setDefaultTimeout(15_000);
    const complaints: string[] = [];
    page.on('console', (message) => void complaints.push(message.text()));
    page.on('pageerror', (error) => void complaints.push(error.message));
    await page.goto(pathToFileURL(path).href);
    return { page, complaints };
  }

  test('what is clicked becomes a mask in the JSON beside what was there', async () => {
    const { page, complaints } = await open();
    expect(await drawn(page)).toEqual({ version: 1, masks: [], zones: [door] });
    await draw(page, [
      [0.5, 0.5],
      [0.8, 0.5],
      [0.8, 0.8],
      [0.1, 0.9],
    ]);
    await page.locator('#undo').click();
    await page.locator('#name').fill('tree');
    await page.locator('#as-mask').click();
    const { masks, zones } = await drawn(page);
    expect(zones).toEqual([door]);
    expect(masks.map(({ name }) => name)).toEqual(['tree']);
    const wanted = [0.5, 0.5, 0.8, 0.5, 0.8, 0.8];
    masks[0]!.polygon.flat().forEach((value, i) => expect(value).toBeCloseTo(wanted[i]!, 2));
    expect(masks[0]!.polygon).toHaveLength(3);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('refuses what the program would refuse, and says why', async () => {
    const { page } = await open();
    await page.locator('#name').fill('tree');
    await page.locator('#as-zone').click();
    expect(await page.locator('#hint').textContent()).toContain('at least three corners');
    await draw(page, [
      [0.2, 0.2],
      [0.8, 0.8],
      [0.8, 0.2],
      [0.2, 0.8],
    ]);
    await page.locator('#as-zone').click();
    expect(await page.locator('#hint').textContent()).toContain('must not cross');
    await page.locator('#undo').click();
    await page.locator('#name').fill(door.name);
    await page.locator('#as-zone').click();
    expect(await page.locator('#hint').textContent()).toContain('of this name already');
    expect(await drawn(page)).toMatchObject({ zones: [door] });
    await page.close();
  });

  test('a shape can be taken away again', async () => {
    const { page } = await open();
    await page.getByRole('button', { name: `Remove ${door.name}` }).click();
    expect(await drawn(page)).toMatchObject({ masks: [], zones: [] });
    await page.close();
  });
});
