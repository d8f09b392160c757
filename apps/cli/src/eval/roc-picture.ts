import { rocCurve } from '@presage/anomaly';
import type { EvaluatedClip, MethodEvaluation } from '@presage/engine';
import { html, type SafeHtml } from '@presage/report';
import { methodNames } from './method-words.ts';

type Method = MethodEvaluation['method'];

const methods: readonly Method[] = ['meanPicture', 'frameDifference', 'model'];
/** Side of the square, and room for words beside it. */
const side = 320;
const room = 44;
/** Finer than this is not seen. */
const steps = 400;

/** The receiver operating characteristics of all methods, all frames pooled. */
export function rocPicture(clips: readonly EvaluatedClip[]): SafeHtml {
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  return html`<svg
    class="roc"
    viewBox="0 0 ${side + room + 12} ${side + room + 12}"
    role="img"
    aria-label="Receiver operating characteristics"
  >
    <g transform="translate(${room} 8)">
      <rect class="ground" width="${side}" height="${side}" />
      <path class="chance" d="M0 ${side}L${side} 0" />
      ${ticks.map(
        (tick) =>
          html`<text x="${tick * side}" y="${side + 18}" class="middle">${tick}</text>
            <text x="-8" y="${(1 - tick) * side + 4}" class="end">${tick}</text>`,
      )}
      <text x="${side / 2}" y="${side + 36}" class="middle">normal frames taken for abnormal</text>
      <text transform="translate(-32 ${side / 2}) rotate(-90)" class="middle">
        abnormal frames found
      </text>
      ${methods.map((method) => html`<path class="curve ${method}" d="${path(clips, method)}" />`)}
    </g>
  </svg>`;
}

/** What colour is which method. */
export function rocLegend(): SafeHtml {
  return html`<p class="legend">
    ${methods
      .toReversed()
      .map((method) => html`<span><i class="${method}"></i>${methodNames[method]}</span>`)}
  </p>`;
}

function path(clips: readonly EvaluatedClip[], method: Method): string {
  const points = rocCurve(
    clips.flatMap(({ scores, abnormal }) =>
      scores[method].map((score, frame) => ({ score, positive: abnormal[frame]! })),
    ),
  );
  const all = points.at(-1)!;
  if (all.truePositives === 0 || all.falsePositives === 0) return '';
  let drawn = '';
  const corners = points.flatMap(({ truePositives, falsePositives }) => {
    const x = Math.round((steps * falsePositives) / all.falsePositives);
    const y = Math.round((steps * truePositives) / all.truePositives);
    const here = `${(x * side) / steps} ${((steps - y) * side) / steps}`;
    if (here === drawn) return [];
    drawn = here;
    return [here];
  });
  return `M${corners.join('L')}`;
}
