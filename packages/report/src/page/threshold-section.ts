import { html, type SafeHtml } from '../html.ts';
import { scoreText } from '../number-text.ts';
import { footageText, rateText } from '../rate-text.ts';
import type { AlarmBudget } from '../report-options.ts';
import { thresholdPlot, type ThresholdPlotContent } from './threshold-plot.ts';

/** Where the threshold comes from and how sure it is, in words and as a drawing; nothing where there is no curve. */
export function thresholdSection(content: ThresholdPlotContent): SafeHtml | undefined {
  const drawing = thresholdPlot(content);
  if (!drawing) return undefined;
  const { budget, events } = content;
  return html`<section class="threshold" aria-labelledby="threshold-title">
    <h2 id="threshold-title">How sure the threshold is</h2>
    <div class="threshold-columns">
      <div class="threshold-drawing">${drawing}</div>
      <div class="threshold-words">
        ${sentences(budget).map((text) => html`<p>${text}</p>`)}
        <ul class="legend" aria-label="Legend">
          <li><i class="key-curve"></i>threshold for each number of false alarms</li>
          <li><i class="key-band"></i>two times out of three within this</li>
          ${budget.normalScores ? html`<li><i class="key-normal"></i>highest normal score</li>` : undefined}
          ${events.length > 0 ? html`<li><i class="key-peak"></i>peaks of the events</li>` : undefined}
        </ul>
      </div>
    </div>
  </section>`;
}

function sentences(budget: AlarmBudget): string[] {
  const {
    falseAlarmsPerDay: wish,
    supportedFalseAlarmsPerDay: supported,
    heldBackSeconds,
    neededSeconds,
    threshold,
  } = budget;
  const uncertainty = nearest(budget)?.uncertainty;
  const asked = `You asked for ${rateText(wish)} while nothing is wrong: it alarms from a score of ${scoreText(threshold)} on.`;
  const from =
    heldBackSeconds === undefined
      ? ''
      : `That was found with ${footageText(heldBackSeconds)} of normal video that the model had not learned from.`;
  const worth =
    supported !== undefined && supported > wish
      ? `So little vouches for ${rateText(supported)}, not for less.${neededSeconds === undefined ? '' : ` ${rateText(wish)} would take ${footageText(neededSeconds)}.`} Until then the threshold is a guess beyond what was seen.`
      : uncertainty === undefined
        ? ''
        : `Two times out of three the real number is no further from it than by a factor of ${scoreText(uncertainty)}.`;
  return [asked, from, worth].filter((text) => text !== '');
}

/** The point of the curve next to what was asked for. */
function nearest({ curve = [], falseAlarmsPerDay: wish }: AlarmBudget) {
  const distance = (perDay: number) => Math.abs(Math.log(perDay / wish));
  return curve.toSorted((a, b) => distance(a.falseAlarmsPerDay) - distance(b.falseAlarmsPerDay))[0];
}
