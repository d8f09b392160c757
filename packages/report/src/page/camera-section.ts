import { faultText } from '../fault-text.ts';
import { html, type SafeHtml } from '../html.ts';
import type { ReportOptions } from '../report-options.ts';
import { lengthText, timeText } from '../time-text.ts';
import type { WatchDrift, WatchFault } from '../watch-result.ts';

/** What became of the camera: when its view was broken, and whether its scene has changed. Nothing where there is nothing to tell. */
export function cameraSection({
  faults = [],
  drift,
}: Pick<ReportOptions, 'faults' | 'drift'>): SafeHtml | undefined {
  const told = drift && drift.state !== 'unknown' ? drift : undefined;
  if (faults.length === 0 && !told) return undefined;
  return html`<section class="camera" aria-labelledby="camera-title">
    <h2 id="camera-title">The camera</h2>
    <ul>
      ${faults.map(faultItem)} ${told && driftItem(told)}
    </ul>
  </section>`;
}

function faultItem({ fault, start, end, advice }: WatchFault): SafeHtml {
  const until = end === undefined ? 'to the end' : `${timeText(end)}, ${lengthText(end - start)}`;
  return html`<li class="fault">
    <button type="button" class="jump" data-start="${start.toFixed(3)}">
      <b>${faultText(fault)}</b>
      <span class="camera-time">${timeText(start)} – ${until}</span>
    </button>
    <p>${advice}</p>
  </li>`;
}

function driftItem({ state, since, message, advice }: WatchDrift): SafeHtml {
  return html`<li class="${state === 'drift' ? 'drifted' : 'steady'}">
    <p>
      ${message}${state === 'drift' && since !== undefined ? ` Since ${timeText(since)}.` : undefined}
    </p>
    ${advice === undefined ? undefined : html`<p>${advice}</p>`}
  </li>`;
}
