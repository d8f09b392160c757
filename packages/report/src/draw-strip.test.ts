import { expect, test } from 'vitest';
import { drawStrip } from './draw-strip.ts';
import { scoreScale } from './score-scale.ts';
import { drawingLayout, stripLayout } from './strip-layout.ts';

/** Pixels in the alarm's colour of a strip whose first five of ten seconds are far above the threshold. */
function alarmedPixels(warmUp: 'first five' | 'none'): number {
  const points = Array.from({ length: 100 }, (_, i) => ({
    timestampUs: i * 100_000,
    score: i < 50 ? 900 : 3,
    threshold: 20,
    warmUp: warmUp === 'first five' && i < 50,
  }));
  const { pixels } = drawStrip(drawingLayout(stripLayout(640)), {
    points,
    events: [],
    threshold: 20,
    scale: scoreScale(points, 20),
    span: { start: 0, end: 10 },
  });
  let count = 0;
  for (let i = 0; i < pixels.length; i += 4) if (pixels[i]! > pixels[i + 2]! + 60) count += 1;
  return count;
}

test('a score above the threshold has the alarm’s colour, in warm-up it has not', () => {
  expect(alarmedPixels('none')).toBeGreaterThan(100);
  expect(alarmedPixels('first five')).toBe(0);
});
