import { html, type SafeHtml } from '../html.ts';
import { scoreText } from '../number-text.ts';
import { placeText } from '../place-text.ts';
import { lengthText, timeText } from '../time-text.ts';
import type { PictureRegion, WatchEvent } from '../watch-result.ts';

/** Pictures of an event as data URIs. */
export interface EventPictures {
  /** The frame at the peak. */
  readonly frame: string;
  /** The heatmap to lay over it. */
  readonly heat?: string;
}

/** What a card shows of an event. */
export interface EventCard {
  readonly event: WatchEvent;
  readonly number: number;
  readonly threshold: number;
  readonly pictures: EventPictures | undefined;
  /** To lie over its picture. */
  readonly zones: SafeHtml | undefined;
  /** The score over it. */
  readonly track: SafeHtml;
  /** Path of its clip, from the page. */
  readonly clip: string | undefined;
  /** What to type if it was normal. */
  readonly feedback: string | undefined;
  /** Whether clip and feedback are shown at once. */
  readonly unfolded: 'yes' | 'no';
}

/** One event: its picture, when it was, how strong, its clip. A click shows it in the video. */
export function eventCard(card: EventCard): SafeHtml {
  const { event, number, threshold } = card;
  const factor = scoreText(event.peak.score / threshold);
  return html`<li class="event">
    <button
      type="button"
      class="jump"
      data-start="${event.start.toFixed(3)}"
      data-peak="${event.peak.time.toFixed(3)}"
      aria-label="Event ${number}, at ${timeText(event.start)}: show in the video"
    >
      ${picture(card)}
      <span class="event-words">
        <span class="event-time"
          >${timeText(event.start)}<span class="to"> – ${timeText(event.end)}</span></span
        >
        <span class="event-factor"
          >${factor === '1' ? 'just above' : html`<b>${factor}×</b>`} the threshold</span
        >
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
      <div class="lesser">
        <dt>Length</dt>
        <dd>${lengthText(event.end - event.start)}</dd>
      </div>
      ${
        event.region
          ? html`<div class="lesser">
              <dt>Place</dt>
              <dd>${placeText(event.region)}</dd>
            </div>`
          : undefined
      }
      ${
        event.zones && event.zones.length > 0
          ? html`<div>
              <dt>${event.zones.length === 1 ? 'Zone' : 'Zones'}</dt>
              <dd>${event.zones.join(', ')}</dd>
            </div>`
          : undefined
      }
    </dl>
    ${more(card)}
  </li>`;
}

function more({ number, track, clip, feedback, unfolded }: EventCard): SafeHtml {
  return html`<details class="more" ${unfolded === 'yes' ? 'open' : ''}>
    <summary>Clip and score<span class="hidden-words"> of event ${number}</span></summary>
    ${track}
    ${
      clip === undefined
        ? html`<p class="no-clip">no clip</p>`
        : html`<video
              class="clip"
              src="${clip}"
              controls
              muted
              playsinline
              preload="none"
              aria-label="Clip of event ${number}"
            ></video>
            <p class="no-clip" hidden>Put <b>${clip}</b> beside this page to watch it here.</p>`
    }
    ${
      feedback === undefined
        ? undefined
        : html`<p class="feedback">
            Was this normal? Then it need not alarm again:
            <code>${feedback}</code>
          </p>`
    }
  </details>`;
}

function picture({ event, number, pictures, zones }: EventCard): SafeHtml {
  if (!pictures) return html`<span class="picture empty">no picture</span>`;
  const place = event.region ? `, marked at ${placeText(event.region)}` : '';
  return html`<span class="picture">
    <img src="${pictures.frame}" alt="The frame at the peak of event ${number}${place}" />
    ${pictures.heat ? html`<img class="heat" src="${pictures.heat}" alt="" />` : undefined} ${zones}
    ${event.region ? html`<span class="region" style="${boxStyle(event.region)}"></span>` : undefined}
  </span>`;
}

const percent = (share: number) => `${(100 * share).toFixed(2)}%`;

function boxStyle({ x, y, width, height }: PictureRegion): string {
  return `left:${percent(x)};top:${percent(y)};width:${percent(width)};height:${percent(height)}`;
}
