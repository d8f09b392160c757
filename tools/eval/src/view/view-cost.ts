import { createViewMeter, createViewWatch, viewBaselineFrom } from '@presage/anomaly';
import type { PixelFormat } from '@presage/core';

const size = { width: 160, height: 96 } as const;
const frameCount = 2000;

/** What a frame costs, measured now: the median of frames, in a sentence. */
export function measureCost(): string {
  const [gray, rgb] = (['gray8', 'rgb24'] as const).map(costOf);
  return `A frame of ${size.width}×${size.height} takes ${gray!.measure} ms to measure in gray8 and ${rgb!.measure} ms in rgb24, and ${gray!.judge} ms to judge (medians of ${frameCount} frames).`;
}

function costOf(format: PixelFormat): { readonly measure: string; readonly judge: string } {
  const meter = createViewMeter({ ...size, format })!;
  const bytes = Array.from({ length: 8 }, (_, frame) =>
    Uint8Array.from({ length: size.width * size.height * (format === 'rgb24' ? 3 : 1) }, (__, at) =>
      Math.abs(Math.sin(at * 0.7 + frame) * 255),
    ),
  );
  const frames = bytes.map((each, index) => ({
    view: meter.measure({ bytes: each }),
    timestampUs: index * 200_000,
    discontinuous: index === 0,
  }));
  const baseline = viewBaselineFrom([...frames, ...frames])!;
  const watch = createViewWatch({ streamId: 'cost', baseline });
  const measure = medianOf((index) => meter.measure({ bytes: bytes[index % bytes.length]! }));
  const judge = medianOf((index) =>
    watch.next(frames[index % frames.length]!.view, index * 200_000),
  );
  return { measure, judge };
}

function medianOf(work: (index: number) => unknown): string {
  const times = Array.from({ length: frameCount }, (_, index) => {
    const begin = performance.now();
    work(index);
    return performance.now() - begin;
  }).toSorted((a, b) => a - b);
  return times[frameCount >> 1]!.toFixed(3);
}
