import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** Texts that are put into the page so that it asks for nothing. */
export interface PageAssets {
  readonly styles: string;
  /** Classic scripts, in the order to run. */
  readonly scripts: readonly string[];
}

/** Reads the page's style and script, and uPlot's (MIT), from the installed packages. */
export async function loadPageAssets(): Promise<PageAssets> {
  const { resolve } = createRequire(import.meta.url);
  const [chartStyle, pageStyle, ...scripts] = await Promise.all([
    readFile(resolve('uplot/dist/uPlot.min.css'), 'utf8'),
    own('page.css'),
    readFile(resolve('uplot/dist/uPlot.iife.min.js'), 'utf8'),
    own('chart.js'),
    own('player.js'),
  ]);
  return { styles: `${chartStyle}\n${pageStyle}`, scripts };
}

const own = (name: string) => readFile(new URL(`../assets/${name}`, import.meta.url), 'utf8');
