import { drawPixelText, pixelTextWidth } from './pixel-font.ts';
import { createRaster, type Colour, type Raster } from './raster.ts';
import type { ScoreScale } from './score-scale.ts';
import type { StripLayout } from './strip-layout.ts';
import { thinCurve } from './thin-curve.ts';
import { timeTicks } from './time-ticks.ts';
import type { ScorePoint, WatchEvent } from './watch-result.ts';
import type { WatchedSpan } from './watched-span.ts';

const ground: Colour = [16, 18, 22, 1];
const faint: Colour = [255, 255, 255, 0.1];
const label: Colour = [255, 255, 255, 0.62];
const calm: Colour = [166, 190, 220, 1];
const alarm: Colour = [255, 106, 77, 1];

/** What the strip shows. */
export interface StripContent {
  readonly points: readonly ScorePoint[];
  readonly events: readonly WatchEvent[];
  readonly threshold: number;
  readonly scale: ScoreScale;
  readonly span: WatchedSpan;
}

/**
 * Draws the score over the whole clip, with its threshold, events and warm-up; the cursor is not on
 * it. The layout's numbers must be whole.
 */
export function drawStrip(layout: StripLayout, content: StripContent): Raster {
  const { plot, unit } = layout;
  const { points, scale, span, threshold } = content;
  const raster = createRaster(layout.width, layout.height);
  const xOf = (time: number) =>
    plot.x + ((time - span.start) / (span.end - span.start)) * plot.width;
  const yOf = (score: number) => plot.y + plot.height * (1 - scale.heightOf(score));
  raster.paint({ x: 0, y: 0, width: layout.width, height: layout.height }, ground);

  drawWarmUp(raster, { points, xOf, layout });
  for (const { start, end } of content.events) {
    const x = xOf(start);
    raster.paint({ ...plot, x, width: Math.max(2 * unit, xOf(end) - x) }, [
      alarm[0],
      alarm[1],
      alarm[2],
      0.24,
    ]);
  }
  drawAxes(raster, { layout, scale, span, xOf, yOf });

  const thresholdY = yOf(threshold);
  for (let x = plot.x; x < plot.x + plot.width; x += 6 * unit) {
    raster.paint(
      { x, y: thresholdY - unit / 2, width: 3 * unit, height: unit },
      [255, 255, 255, 0.5],
    );
  }

  const curve = thinCurve(
    {
      times: points.map(({ timestampUs }) => timestampUs / 1e6),
      values: points.map(({ score }) => score),
    },
    plot.width * 2,
  );
  const cold = new Set(
    points.filter(({ warmUp }) => warmUp).map(({ timestampUs }) => timestampUs / 1e6),
  );
  const colourAt = (y: number) => (y < thresholdY ? alarm : calm);
  for (let i = 1; i < curve.times.length; i += 1) {
    raster.line(
      {
        from: { x: xOf(curve.times[i - 1]!), y: yOf(curve.values[i - 1]!) },
        to: { x: xOf(curve.times[i]!), y: yOf(curve.values[i]!) },
        width: 1.4 * unit,
      },
      cold.has(curve.times[i - 1]!) ? () => calm : colourAt,
    );
  }
  return raster;
}

function drawWarmUp(
  raster: Raster,
  area: { points: readonly ScorePoint[]; xOf: (time: number) => number; layout: StripLayout },
): void {
  const { points, xOf } = area;
  const { plot, unit } = area.layout;
  points.forEach((point, i) => {
    if (!point.warmUp) return;
    const next = points[i + 1] ?? point;
    const [from, to] = [xOf(point.timestampUs / 1e6), xOf(next.timestampUs / 1e6)];
    for (let x = Math.round(from); x < Math.round(to); x += 1) {
      for (let y = plot.y; y < plot.y + plot.height; y += 1)
        if ((x + y) % (5 * unit) < unit) raster.dot({ x, y }, faint);
    }
  });
}

function drawAxes(
  raster: Raster,
  axes: {
    layout: StripLayout;
    scale: ScoreScale;
    span: WatchedSpan;
    xOf: (time: number) => number;
    yOf: (score: number) => number;
  },
): void {
  const { plot, unit } = axes.layout;
  let lastY = Infinity;
  for (const tick of axes.scale.ticks) {
    const y = axes.yOf(tick);
    if (lastY - y < 9 * unit) continue;
    lastY = y;
    raster.paint({ ...plot, y: y - unit / 2, height: unit }, faint);
    const text = shortNumber(tick);
    const x = plot.x - 4 * unit - pixelTextWidth(text, unit);
    drawPixelText(raster, { text, at: { x, y: y - 3.5 * unit }, scale: unit, colour: label });
  }
  for (const { time, text } of timeTicks(axes.span, plot.width / (60 * unit))) {
    const width = pixelTextWidth(text, unit);
    const x = Math.min(Math.max(plot.x, axes.xOf(time) - width / 2), plot.x + plot.width - width);
    drawPixelText(raster, {
      text,
      at: { x, y: plot.y + plot.height + 5 * unit },
      scale: unit,
      colour: label,
    });
  }
}

function shortNumber(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e6) return `${value / 1e6}M`;
  return size >= 1e4 ? `${value / 1e3}K` : String(Number(value.toPrecision(3)));
}
