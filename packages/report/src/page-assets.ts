import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** Texts that are put into the page so that it asks for nothing. */
export interface PageAssets {
  readonly styles: string;
  /** Classic scripts, in the order to run. */
  readonly scripts: readonly string[];
}

const require = createRequire(import.meta.url);

/** Reads the page's styles and scripts, and uPlot's (MIT), from the installed packages. */
export async function loadPageAssets(): Promise<PageAssets> {
  const [styles, scripts] = await Promise.all([
    texts([
      require.resolve('uplot/dist/uPlot.min.css'),
      new URL('../assets/page.css', import.meta.url),
      new URL('../assets/chart.css', import.meta.url),
      new URL('../assets/player.css', import.meta.url),
      new URL('../assets/events.css', import.meta.url),
      new URL('../assets/event-details.css', import.meta.url),
      new URL('../assets/camera.css', import.meta.url),
    ]),
    texts([
      require.resolve('uplot/dist/uPlot.iife.min.js'),
      new URL('../assets/chart.js', import.meta.url),
      new URL('../assets/player.js', import.meta.url),
      new URL('../assets/clips.js', import.meta.url),
    ]),
  ]);
  return { styles: styles.join('\n'), scripts };
}

/** Reads the styles and the script of the page that masks and zones are drawn on. */
export async function loadZonesAssets(): Promise<PageAssets> {
  const [styles, scripts] = await Promise.all([
    texts([
      new URL('../assets/page.css', import.meta.url),
      new URL('../assets/zones.css', import.meta.url),
    ]),
    texts([new URL('../assets/zones.js', import.meta.url)]),
  ]);
  return { styles: styles.join('\n'), scripts };
}

const texts = (files: readonly (string | URL)[]) =>
  Promise.all(files.map((file) => readFile(file, 'utf8')));
