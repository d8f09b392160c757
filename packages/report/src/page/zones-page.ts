import { html, scriptJson } from '../html.ts';
import type { PageAssets } from '../page-assets.ts';
import type { PictureZones } from '../watch-result.ts';
import { contentPolicy, pageScripts, scriptElement, styleText } from './content-policy.ts';

/** What the page to draw on shows. */
export interface ZonesPageContent {
  /** The video's name for people. */
  readonly name: string;
  /** A frame as a data URI. */
  readonly picture: string;
  /** Of the picture, or any of its shape. */
  readonly size: { readonly width: number; readonly height: number };
  readonly zones: PictureZones;
  readonly assets: PageAssets;
}

/** The page on which masks and zones are drawn, as text. */
export function renderZonesPage({ name, picture, size, zones, assets }: ZonesPageContent): string {
  const scripts = pageScripts(assets.scripts);
  const drawing = { width: 1000, height: (1000 * size.height) / size.width };
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${contentPolicy(scripts)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Masks and zones · ${name}</title>
        <link rel="icon" href="data:," />
        <style>
          ${styleText(assets.styles)}
        </style>
      </head>
      <body>
        <main>
          <header>
            <p class="source">${name}</p>
            <h1>Masks and zones</h1>
            <p class="detail">
              Click corner after corner, then name the shape. A mask is left out: nothing there ever
              alarms. A zone gives events that touch it its name. When it is right, save it, and
              give it to <code>learn</code>, <code>calibrate</code> or <code>score</code> with
              <code>--zones zones.json</code>.
            </p>
          </header>
          <div class="draw-columns">
            <div class="draw-picture">
              <img src="${picture}" alt="A frame of ${name}" />
              <svg
                id="drawing"
                viewBox="0 0 ${drawing.width} ${drawing.height.toFixed(1)}"
                role="img"
                aria-label="The masks and zones over the picture"
              ></svg>
              <output id="pointer" class="pointer"></output>
            </div>
            <div class="draw-panel">
              <form id="shape">
                <label>Name <input id="name" maxlength="80" autocomplete="off" required /></label>
                <div class="draw-buttons">
                  <button type="submit" value="masks" id="as-mask">Add as mask</button>
                  <button type="submit" value="zones" id="as-zone">Add as zone</button>
                  <button type="button" id="undo">Take back a corner</button>
                </div>
                <p id="hint" class="hint" role="status"></p>
              </form>
              <ul id="shapes" class="shapes"></ul>
              <div class="draw-buttons">
                <button type="button" id="save">Save zones.json</button>
                <button type="button" id="copy">Copy</button>
              </div>
              <label for="json">zones.json</label>
              <textarea id="json" rows="14" spellcheck="false" readonly></textarea>
            </div>
          </div>
        </main>
        <script type="application/json" id="zones-data">
          ${scriptJson(zones)}
        </script>
        ${scripts.map(scriptElement)}
      </body>
    </html> `.text;
}
