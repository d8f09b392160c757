import { html, type SafeHtml } from '../html.ts';
import { scoreText } from '../number-text.ts';
import type { AlarmBudget, BudgetPoint } from '../report-options.ts';
import type { WatchEvent } from '../watch-result.ts';

const size = { width: 640, height: 300 };
const plot = { left: 52, right: 618, top: 16, bottom: 262 };

const rates = [
  { perDay: 1 / 30, text: '1 a month' },
  { perDay: 1 / 7, text: '1 a week' },
  { perDay: 1, text: '1 a day' },
  { perDay: 24, text: '1 an hour' },
  { perDay: 1440, text: '1 a minute' },
] as const;

/** What {@link thresholdPlot} draws. */
export interface ThresholdPlotContent {
  readonly budget: AlarmBudget;
  readonly events: readonly Pick<WatchEvent, 'peak'>[];
}

/**
 * The threshold against the number of false alarms, both by factors, as a drawing: how sure it is, where
 * the normal footage ends to vouch for it, how high normal scores go, and how high the events went.
 */
export function thresholdPlot({ budget, events }: ThresholdPlotContent): SafeHtml | undefined {
  const { curve = [], normalScores = [], supportedFalseAlarmsPerDay: supported = 0 } = budget;
  if (curve.length < 2) return undefined;
  const [first, last] = [curve[0]!, curve.at(-1)!];
  const x = between([first.falseAlarmsPerDay, last.falseAlarmsPerDay], [plot.left, plot.right]);
  const heights = [...curve.map(({ threshold }) => threshold), budget.threshold];
  const largest = normalScores.at(-1);
  const top = Math.max(...heights, largest ?? 0, ...events.map(({ peak }) => peak.score));
  const bottom = Math.min(...heights, largest !== undefined && largest > 0 ? largest : Infinity);
  const y = between([bottom / 1.6, Math.max(top, bottom * 2) * 1.2], [plot.bottom, plot.top]);
  const line = (points: readonly BudgetPoint[]) =>
    points.map((p) => `${at(x(p.falseAlarmsPerDay))},${at(y(p.threshold))}`).join(' ');
  const band = [
    ...curve.map((p) => ({ ...p, falseAlarmsPerDay: p.falseAlarmsPerDay * (p.uncertainty ?? 1) })),
    ...curve
      .toReversed()
      .map((p) => ({ ...p, falseAlarmsPerDay: p.falseAlarmsPerDay / (p.uncertainty ?? 1) })),
  ];
  const guess = Math.min(plot.right, Math.max(plot.left, x(supported)));
  const chosen = { x: x(budget.falseAlarmsPerDay), y: y(budget.threshold) };
  return html`<svg
    class="threshold-plot"
    viewBox="0 0 ${size.width} ${size.height}"
    role="img"
    aria-label="${words({ budget, events })}"
  >
    <defs>
      <clipPath id="threshold-area">
        <rect
          x="${plot.left}"
          y="${plot.top}"
          width="${plot.right - plot.left}"
          height="${plot.bottom - plot.top}"
        />
      </clipPath>
    </defs>
    ${
      guess > plot.left + 1
        ? html`<rect
              class="plot-guess"
              x="${plot.left}"
              y="${plot.top}"
              width="${at(guess - plot.left)}"
              height="${plot.bottom - plot.top}"
            />
            <text class="plot-note" x="${plot.left + 8}" y="${plot.bottom - 8}"
              >a guess: too little normal footage</text
            >`
        : undefined
    }
    ${ticksOf(y).map(
      (tick) =>
        html`<line
            class="plot-grid"
            x1="${plot.left}"
            x2="${plot.right}"
            y1="${at(y(tick))}"
            y2="${at(y(tick))}"
          />
          <text class="plot-tick" x="${plot.left - 8}" y="${at(y(tick) + 4)}" text-anchor="end"
            >${scoreText(tick)}</text
          >`,
    )}
    ${rates
      .filter(({ perDay }) => x(perDay) >= plot.left - 1 && x(perDay) <= plot.right + 1)
      .map(
        ({ perDay, text }) =>
          html`<line
              class="plot-grid"
              x1="${at(x(perDay))}"
              x2="${at(x(perDay))}"
              y1="${plot.bottom}"
              y2="${plot.bottom + 5}"
            />
            <text
              class="plot-tick"
              x="${at(x(perDay))}"
              y="${plot.bottom + 21}"
              text-anchor="${x(perDay) > plot.right - 30 ? 'end' : 'middle'}"
              >${text}</text
            >`,
      )}
    ${
      largest !== undefined && largest > 0
        ? html`<line
              class="plot-normal"
              x1="${plot.left}"
              x2="${plot.right}"
              y1="${at(y(largest))}"
              y2="${at(y(largest))}"
            />
            <text
              class="plot-note"
              x="${plot.right - 4}"
              y="${at(y(largest) - 6)}"
              text-anchor="end"
              >highest normal score</text
            >`
        : undefined
    }
    <g clip-path="url(#threshold-area)">
      <polygon class="plot-band" points="${line(band)}" />
      <polyline class="plot-curve" points="${line(curve)}" />
    </g>
    ${events.map(
      ({ peak }) =>
        html`<line
          class="plot-event"
          x1="${plot.right}"
          x2="${plot.right + 14}"
          y1="${at(y(peak.score))}"
          y2="${at(y(peak.score))}"
        />`,
    )}
    <line
      class="plot-drop"
      x1="${at(chosen.x)}"
      x2="${at(chosen.x)}"
      y1="${at(chosen.y)}"
      y2="${plot.bottom}"
    />
    <circle class="plot-chosen" cx="${at(chosen.x)}" cy="${at(chosen.y)}" r="5" />
  </svg>`;
}

/** A scale by factors from one range to another; what is not above 0 goes to the beginning. */
function between(
  [from, to]: readonly [number, number],
  [start, end]: readonly [number, number],
): ((value: number) => number) & { readonly from: number; readonly to: number } {
  const share = (value: number) =>
    value > from ? Math.log(value / from) / Math.log(to / from) : 0;
  return Object.assign((value: number) => start + share(value) * (end - start), { from, to });
}

/** Round numbers within the scale, about five of them. */
function ticksOf({ from, to }: { readonly from: number; readonly to: number }): number[] {
  const steps = to / from > 100 ? [1] : to / from > 12 ? [1, 3] : [1, 2, 3, 5, 7];
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(from)); 10 ** power <= to; power += 1) {
    for (const step of steps) {
      const tick = step * 10 ** power;
      if (tick >= from && tick <= to) ticks.push(tick);
    }
  }
  return ticks;
}

const at = (pixels: number): string => pixels.toFixed(1);

function words({ budget, events }: ThresholdPlotContent): string {
  const curve = budget.curve ?? [];
  const [few, many] = [curve[0]!, curve.at(-1)!];
  const above = events.length > 0 ? ` The events' peaks are marked at its right.` : '';
  return `Threshold against false alarms a day: ${scoreText(few.threshold)} at ${scoreText(few.falseAlarmsPerDay)}, ${scoreText(budget.threshold)} at ${scoreText(budget.falseAlarmsPerDay)}, ${scoreText(many.threshold)} at ${scoreText(many.falseAlarmsPerDay)}.${above}`;
}
