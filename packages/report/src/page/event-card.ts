import { html, type SafeHtml } from '../html.ts';
import { scoreText } from '../number-text.ts';
import { lengthText, timeText } from '../time-text.ts';
import type { PictureRegion, WatchEvent } from '../watch-result.ts';

/** Pictures of an event as data URIs. */
export interface EventPictures {
  /** The frame at the peak. */
  readonly frame: string;
  /** The heatmap to lay over it. */
  readonly heat?: string;
}

/** One event: its picture, when it was, how strong. A click shows it in the video. */
export function eventCard(card: {
  readonly event: WatchEvent;
  readonly number: number;
  readonly threshold: number;
  readonly pictures: EventPictures | undefined;
}): SafeHtml {
  const { event, number, threshold, pictures } = card;
  const factor = scoreText(event.peak.score / threshold);
  return html`<li class="event">
    <button
      type="button"
      class="jump"
      data-start="${event.start.toFixed(3)}"
      data-peak="${event.peak.time.toFixed(3)}"
      aria-label="Event ${number}, at ${timeText(event.start)}: show in the video"
    >
      ${picture(event, number, pictures)}
      <span class="event-words">
        <span class="event-time"
          >${timeText(event.start)}<span class="to"> – ${timeText(event.end)}</span></span
        >
        <span class="event-factor"><b>${factor}×</b> the threshold</span>
      </span>
    </button>
    <dl class="event-facts">
      <div>
        <dt>Peak</dt>
        <dd>${timeText(event.peak.time)}</dd>
      </div>
      <div>
        <dt>Score</dt>
        <dd>${scoreText(event.peak.score)}</dd>
      </div>
      <div>
        <dt>Length</dt>
        <dd>${lengthText(event.end - event.start)}</dd>
      </div>
      ${
        event.region
          ? html`<div>
              <dt>Place</dt>
              <dd>${placeText(event.region)}</dd>
            </div>`
          : undefined
      }
    </dl>
  </li>`;
}

function picture(event: WatchEvent, number: number, pictures: EventPictures | undefined): SafeHtml {
  if (!pictures) return html`<span class="picture empty">no picture</span>`;
  const place = event.region ? `, marked at ${placeText(event.region)}` : '';
  return html`<span class="picture">
    <img src="${pictures.frame}" alt="The frame at the peak of event ${number}${place}" />
    ${pictures.heat ? html`<img class="heat" src="${pictures.heat}" alt="" />` : undefined}
    ${event.region ? html`<span class="region" style="${boxStyle(event.region)}"></span>` : undefined}
  </span>`;
}

const percent = (share: number) => `${(100 * share).toFixed(2)}%`;
const third = (share: number) => Math.min(2, Math.max(0, Math.floor(share * 3)));

function boxStyle({ x, y, width, height }: PictureRegion): string {
  return `left:${percent(x)};top:${percent(y)};width:${percent(width)};height:${percent(height)}`;
}

/** Where in the picture a region's middle is, in words: `upper left`. */
function placeText({ x, y, width, height }: PictureRegion): string {
  const across = ['left', '', 'right'][third(x + width / 2)]!;
  const down = ['upper', '', 'lower'][third(y + height / 2)]!;
  if (down === '' && across === '') return 'middle';
  if (across === '') return `${down} middle`;
  return down === '' ? across : `${down} ${across}`;
}
