import { basename } from 'node:path';
import type { FootageReview } from '@presage/engine';
import { html, trusted } from '@presage/report';
import { formatMediaTime } from '../terminal/format-media-time.ts';
import { momentWords } from './moment-words.ts';

export interface ReviewPageOptions {
  readonly review: FootageReview;
  /** Names of the moments' pictures, beside the page. */
  readonly pictures: readonly string[];
  /** The command line that learns from the rest. */
  readonly command: string;
}

const style = trusted(`
:root { color-scheme: light dark; --line: #8884; --mark: #d33; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
ol { list-style: none; padding: 0; display: grid; gap: 1.5rem; grid-template-columns: repeat(auto-fill, minmax(18rem, 1fr)); }
li { border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
.picture { position: relative; } img { display: block; width: 100%; }
.box { position: absolute; box-sizing: border-box; border: 2px solid var(--mark); box-shadow: 0 0 0 1px #fff8; }
li p { margin: .75rem 1rem; } .out { color: var(--mark); font-weight: 600; }
pre { border: 1px solid var(--line); border-radius: 8px; padding: 1rem; overflow-x: auto; }
`);

const percent = (fraction: number) => `${(100 * fraction).toFixed(1)}%`;

/** A page that shows the least normal moments, and how to learn without those that stand out. */
export function reviewPage({ review, pictures, command }: ReviewPageOptions): string {
  const items = review.moments.map((moment, index) => {
    const { x, y, width, height } = moment.region;
    const box = `left:${percent(x)};top:${percent(y)};width:${percent(width)};height:${percent(height)}`;
    const at = `${basename(moment.video)} at ${formatMediaTime(moment.peak)}`;
    return html`<li>
      <div class="picture">
        <img src="${encodeURIComponent(pictures[index] ?? '')}" alt="${at}" /><span
          class="box"
          style="${box}"
        ></span>
      </div>
      <p>
        ${moment.standsOut ? html`<span class="out">Stands out.</span> ` : ''}${momentWords(moment)}
      </p>
    </li>`;
  });
  const standing = review.moments.some(({ standsOut }) => standsOut);
  const verdict = standing
    ? 'Some moments are clearly unlike all the rest. Leave them out unless they are normal here.'
    : 'Nothing clearly stands out. These moments are the least like the rest.';
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Review of normal footage</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <h1>Review of normal footage</h1>
        <p>${verdict}</p>
        <ol>
          ${items}
        </ol>
        <p>To learn:</p>
        <pre>${command}</pre>
      </body>
    </html>`.text;
}
