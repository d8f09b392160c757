import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { syntheticWatch } from '../examples/synthetic-watch.ts';
import { writeReport, type Report } from '../src/index.ts';
import { writeGrayVideo } from './gray-video.ts';
import { temporaryFolder } from './temporary-folder.ts';

const browserPath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const present = existsSync(browserPath);
if (!present)
  process.stderr.write(
    `skipped: the report page in a browser, because there is no ${browserPath}\n`,
  );

const switches =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

/** Milliseconds. A busy machine is slow to draw; what hangs is ended by the test's own limit. */
const patience = 300_000;

/** A page of `browser` that waits for as long. */
async function newPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await browser.newPage(options);
  page.setDefaultTimeout(patience);
  return page;
}

const ready = (page: Page) => page.locator('#controls').waitFor();
const videoTime = (page: Page) =>
  page
    .locator('#video')
    .evaluate((video) => (video as unknown as { currentTime: number }).currentTime);

/** Opens a page in light colours and counts the pixels of its chart in the alarm's colour. */
async function redOf(browser: Browser, pagePath: string) {
  const page = await newPage(browser, { viewport: { width: 1180, height: 900 } });
  await page.goto(pathToFileURL(pagePath).href);
  await page.locator('#chart canvas').waitFor();
  await ready(page);
  const red = await page.locator('#chart canvas').evaluate((element) => {
    const canvas = element as unknown as {
      width: number;
      height: number;
      getContext(kind: '2d'): { getImageData(...box: number[]): { data: Uint8ClampedArray } };
    };
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let i = 0; i < data.length; i += 4)
      if (data[i + 3]! > 200 && data[i]! > data[i + 2]! + 100) count += 1;
    return count;
  });
  return { red, page };
}

const corners = [
  [0.1, 0.1],
  [0.9, 0.1],
  [0.5, 0.6],
] as const;

describe.skipIf(!present)('report page in a browser', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let browser: Browser;
  let report: Report;

  beforeAll(async () => {
    folder = await temporaryFolder();
    const path = join(folder.path, 'lobby.mp4');
    await writeGrayVideo(path, 10);
    report = await writeReport({
      ...syntheticWatch(
        { video: { path, name: '<b>Lobby</b> & "door"' }, outputFolder: folder.path },
        10,
      ),
      warnings: ['</script><script>window.broken = true</script>'],
      modelIdentity: { path: 'lobby.onnx' },
      zones: {
        masks: [{ name: '<i>tree</i>', polygon: corners }],
        zones: [{ name: 'door', polygon: corners }],
      },
    });
    browser = await chromium.launch({
      executablePath: browserPath,
      args: switches.split(' '),
      timeout: patience,
    });
  });
  afterAll(async () => {
    await browser?.close();
    await folder?.[Symbol.asyncDispose]();
  });

  /** Opens the page; `complaints` fills with whatever goes wrong, `asked` with what it loads. */
  async function open(options: { width?: number; colorScheme?: 'dark' | 'light' } = {}) {
    const { width = 1180, colorScheme = 'light' } = options;
    const page = await newPage(browser, { viewport: { width, height: 900 }, colorScheme });
    const complaints: string[] = [];
    const asked: string[] = [];
    page.on('console', (message) => void complaints.push(message.text()));
    page.on('pageerror', (error) => void complaints.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith('data:')) asked.push(request.url());
    });
    await page.goto(pathToFileURL(report.page).href);
    await page.locator('#chart canvas').waitFor();
    return { page, complaints, asked };
  }

  test.each([
    { width: 1180, colorScheme: 'light' as const },
    { width: 1180, colorScheme: 'dark' as const },
    { width: 390, colorScheme: 'light' as const },
  ])(
    'draws its chart and asks for nothing but its video ($width px, $colorScheme)',
    async (options) => {
      const { page, complaints, asked } = await open(options);
      await ready(page);
      expect(complaints).toEqual([]);
      expect(new Set(asked)).toEqual(
        new Set([pathToFileURL(report.page).href, pathToFileURL(report.video).href]),
      );
      const painted = await page.locator('#chart canvas').evaluate((element) => {
        const canvas = element as unknown as {
          width: number;
          height: number;
          getContext(kind: '2d'): { getImageData(...box: number[]): { data: Uint8ClampedArray } };
        };
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        return new Set(new Uint32Array(data.buffer)).size;
      });
      expect(painted).toBeGreaterThan(20);
      const wide = await page.evaluate('document.documentElement.scrollWidth');
      expect(wide).toBeLessThanOrEqual(options.width);
      expect((await page.screenshot()).length).toBeGreaterThan(10_000);
      await page.close();
    },
  );

  test('where it is quiet, opens after the warm-up, whose scores are not drawn as an alarm', async () => {
    const outputFolder = join(folder.path, 'quiet');
    const watch = syntheticWatch(
      { video: { path: join(folder.path, 'lobby.mp4') }, outputFolder },
      10,
    );
    const quiet = await writeReport({
      ...watch,
      events: [],
      marks: [],
      points: watch.points.map((point) => ({ ...point, score: point.warmUp ? 900 : 5 })),
    });
    const loud = await redOf(browser, report.page);
    expect(loud.red).toBeGreaterThan(50);
    await loud.page.close();
    const { red, page } = await redOf(browser, quiet.page);
    expect(red).toBe(0);
    await page.waitForFunction('document.getElementById("video").currentTime > 0.99');
    expect(await videoTime(page)).toBeLessThan(1.2);
    await page.locator('#chart').focus();
    for (let i = 0; i < 3; i += 1) await page.keyboard.press('ArrowRight');
    expect(await page.locator('#readout').textContent()).toMatch(/score 900 · warm-up$/u);
    expect(await page.locator('#readout .alarmed').count()).toBe(0);
    await page.close();
  });

  test('shows names and warnings as they are written and runs nothing of them', async () => {
    const { page } = await open();
    expect(await page.locator('.source').textContent()).toBe('<b>Lobby</b> & "door"');
    expect(await page.locator('.warnings li').textContent()).toContain('</script>');
    expect(await page.evaluate('window.broken')).toBeUndefined();
    await page.close();
  });

  test('every picture has an alternative text and every control a name', async () => {
    const { page } = await open();
    await ready(page);
    expect(await page.locator('img:not([alt])').count()).toBe(0);
    const unnamed = await page.locator('button, input').evaluateAll(
      (controls) =>
        controls.filter((control) => {
          const element = control as unknown as {
            ariaLabel: string | null;
            textContent: string;
            labels: ArrayLike<unknown> | null;
          };
          return !element.ariaLabel && !element.textContent.trim() && !element.labels?.length;
        }).length,
    );
    expect(unnamed).toBe(0);
    await page.close();
  });

  test('plays an event’s clip, and says where it belongs when it is not there', async () => {
    const { page } = await open();
    const clip = page.locator('.clip');
    const play = () =>
      clip.evaluate((video) =>
        (video as unknown as { play(): Promise<void> }).play().catch(() => undefined),
      );
    await play();
    await page.waitForFunction('document.querySelector(".clip").currentTime > 0');
    expect(await page.locator('.no-clip').isHidden()).toBe(true);
    expect(await page.locator('.feedback code').textContent()).toMatch(
      /^presage feedback lobby\.onnx --normal .*events\/1$/u,
    );
    await clip.evaluate((video) => void ((video as unknown as { src: string }).src = 'gone.mp4'));
    await play();
    await page.locator('.no-clip').waitFor();
    await page.close();
  });

  test('shows zones by name over the picture, and hides them', async () => {
    const { page } = await open();
    const zones = page.locator('.picture .zones');
    expect(await zones.locator('text').allTextContents()).toEqual(['<i>tree</i>', 'door']);
    await page.locator('#zones-on').uncheck();
    expect(await zones.isHidden()).toBe(true);
    await page.close();
  });

  test('a click on an event jumps the video to its start', async () => {
    const { page } = await open();
    await ready(page);
    await page
      .locator('#video')
      .evaluate((video) => void ((video as unknown as { currentTime: number }).currentTime = 0));
    await page.locator('.jump').click();
    await page.waitForFunction('document.getElementById("video").currentTime > 4.9');
    expect(await videoTime(page)).toBeLessThan(8);
    await page.close();
  });

  test('arrow keys walk along the curve and Enter goes there in the video', async () => {
    const { page } = await open();
    await ready(page);
    await page.locator('#chart').focus();
    for (let i = 0; i < 3; i += 1) await page.keyboard.press('ArrowRight');
    expect(await page.locator('#readout').textContent()).toMatch(/^0:00\.6 · score/u);
    await page.keyboard.press('Enter');
    await page.waitForFunction(
      'Math.abs(document.getElementById("video").currentTime - 0.6) < 0.05',
    );
    await page.close();
  });

  test('dragging zooms in and the button zooms out', async () => {
    const { page } = await open();
    const plot = (await page.locator('#chart .u-over').boundingBox())!;
    await page.mouse.move(plot.x + 200, plot.y + 50);
    await page.mouse.down();
    await page.mouse.move(plot.x + 400, plot.y + 50, { steps: 4 });
    await page.mouse.up();
    await page.locator('#zoom-out').click();
    expect(await page.locator('#zoom-out').isHidden()).toBe(true);
    await page.close();
  });

  test('says what to do where the video is not beside it', async () => {
    const alone = join(folder.path, 'alone');
    await mkdir(alone);
    await writeFile(join(alone, 'report.html'), await readFile(report.page));
    const page = await newPage(browser);
    await page.goto(pathToFileURL(join(alone, 'report.html')).href);
    await page.locator('#video-missing').waitFor();
    expect(await page.locator('#stage').isHidden()).toBe(true);
    await page.close();
  });
});
