import type { AnnotationLayout } from '../annotation-layout.ts';
import { heatColour, heatOpacity } from '../heat-colour.ts';
import { html, type SafeHtml } from '../html.ts';

/**
 * The annotated video. The browser's own controls would cover the score strip, so the script puts
 * others below it and makes the strip itself the slider; without the script the browser's stay.
 */
export function player(content: {
  readonly videoFile: string;
  readonly name: string;
  readonly layout: AnnotationLayout;
  /** Seconds of the file at which the annotated video begins. */
  readonly start: number;
  /** Seconds of the file to show first. Default: the start. */
  readonly opensAt: number | undefined;
  /** Frames scored a second. */
  readonly frameRate: number;
}): SafeHtml {
  const { videoFile, name, start, opensAt } = content;
  const { picture, strip } = content.layout;
  const height = picture.height + strip.height;
  const shown =
    opensAt === undefined ? '' : `#t=${Math.max(0, opensAt - start + 0.001).toFixed(3)}`;
  const slider = [
    `top:${percent(picture.height / height)}`,
    `left:${percent(strip.plot.x / strip.width)}`,
    `width:${percent(strip.plot.width / strip.width)}`,
  ].join(';');
  return html`<section class="video" aria-labelledby="video-title">
    <h2 id="video-title">Annotated video</h2>
    <div class="stage" id="stage">
      <video
        id="video"
        src="${videoFile}${shown}"
        data-offset="${start.toFixed(3)}"
        controls
        muted
        playsinline
        preload="auto"
        style="aspect-ratio:${picture.width}/${height}"
        aria-label="${name}, with heatmap and score"
      ></video>
      <input
        type="range"
        id="slider"
        class="slider"
        style="${slider}"
        min="0"
        value="0"
        step="${(1 / content.frameRate).toFixed(4)}"
        aria-label="Place in the video"
        hidden
      />
    </div>
    <div class="controls" id="controls" hidden>
      <button type="button" id="play">Play</button>
      <button type="button" id="back" aria-label="One scored frame back">−1</button>
      <button type="button" id="forward" aria-label="One scored frame forward">+1</button>
      <output id="video-time"></output>
      <button type="button" id="whole-screen">Full screen</button>
    </div>
    <p id="video-missing" hidden>Put <b>${videoFile}</b> beside this page to watch it here.</p>
    <p class="heat-key">
      <span>as normal</span><i style="background:linear-gradient(90deg,${heatStops()})"></i
      ><span>far from normal</span>
    </p>
  </section>`;
}

const percent = (share: number) => `${(100 * share).toFixed(3)}%`;

function heatStops(): string {
  const shares = [0, 0.001, 0.25, 0.5, 0.75, 1];
  return shares
    .map(
      (heat) =>
        `rgb(${heatColour(heat).join(' ')} / ${(2 * heatOpacity(heat)).toFixed(2)}) ${percent(heat)}`,
    )
    .join(',');
}
