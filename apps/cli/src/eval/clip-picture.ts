import type { EvaluatedClip } from '@presage/engine';
import { html, type SafeHtml } from '@presage/report';
import { formatMediaTime } from '../terminal/format-media-time.ts';
import { figure } from './figure.ts';

const width = 1000;
const height = 150;
/** Room for the events' bars under the curve. */
const bars = 14;
/** More points than this are not seen: of each stretch the highest is drawn. */
const pointLimit = 1500;

export interface ClipPictureOptions {
  readonly threshold: number;
  /** Area under the model's ROC curve of this clip. */
  readonly auc: number | undefined;
}

/** A clip's scores of the model over time, what is abnormal in it, and the events. */
export function clipPicture(clip: EvaluatedClip, { threshold, auc }: ClipPictureOptions): SafeHtml {
  const { name, abnormal, scores, events, frameRate } = clip;
  const frames = abnormal.length;
  const x = (frame: number) => ((width * frame) / frames).toFixed(1);
  // Straight up to the threshold, by factors further up: nobody knows how high an alarm goes.
  const bend = (score: number) => Math.asinh(score / Math.max(threshold, 1e-9));
  const all = [...thinned(scores.model), threshold * 1.5].map(bend);
  const [low, high] = [Math.min(0, ...all), Math.max(...all)];
  const y = (score: number) => (height - ((bend(score) - low) / (high - low)) * height).toFixed(1);
  const points = thinned(scores.model);
  const step = frames / points.length;
  return html`<figure>
    <figcaption>
      ${name}
      <span
        >${formatMediaTime(frames / frameRate)}, ${frames}
        frames${auc === undefined ? '' : `, AUC ${figure(auc)}`}</span
      >
    </figcaption>
    <svg
      class="clip"
      viewBox="0 0 ${width} ${height + bars}"
      preserveAspectRatio="none"
      role="img"
      aria-label="Scores of clip ${name}"
    >
      <rect class="ground" width="${width}" height="${height}" />
      ${runs(abnormal).map(
        ([from, to]) =>
          html`<rect class="abnormal" x="${x(from)}" width="${x(to - from)}" height="${height}" />`,
      )}
      <path class="threshold" d="M0 ${y(threshold)}H${width}" />
      <path
        class="curve model"
        d="M${points.map((score, index) => `${x(index * step)} ${y(score)}`).join('L')}"
      />
      ${events.map(({ start, end }) => {
        const [from, to] = [start * frameRate, (end - start) * frameRate];
        return html`<rect
          class="event"
          x="${x(from)}"
          y="${height + 3}"
          width="${x(Math.max(to, 1))}"
          height="${bars - 4}"
        />`;
      })}
    </svg>
  </figure>`;
}

function thinned(scores: readonly number[]): readonly number[] {
  const stretches = Math.min(scores.length, pointLimit);
  return Array.from({ length: stretches }, (_, stretch) => {
    const from = Math.floor((stretch * scores.length) / stretches);
    const to = Math.floor(((stretch + 1) * scores.length) / stretches);
    return Math.max(...scores.slice(from, to));
  });
}

/** Stretches of true: first, and one after the last. */
function runs(values: readonly boolean[]): readonly (readonly [number, number])[] {
  const edges = [...values, false].flatMap((value, index) =>
    value === (values[index - 1] ?? false) ? [] : [index],
  );
  return edges.flatMap((from, index) =>
    index % 2 === 0 ? [[from, edges[index + 1]!] as const] : [],
  );
}
