import { expect, test } from 'vitest';
import { annotationGraph } from './annotation-graph.ts';
import { annotationLayout } from './annotation-layout.ts';

test('fits a command line of 32,767 characters however many events there are', () => {
  const events = Array.from({ length: 5000 }, (_, i) => ({
    id: i,
    start: 10 * i,
    peak: { time: 10 * i + 1, score: i },
    end: 10 * i + 2,
    region: { x: 0.25, y: 0.25, width: 0.25, height: 0.25 },
  }));
  const graph = annotationGraph({
    ...annotationLayout({ width: 1920, height: 1080 }),
    streamIndex: 0,
    span: { start: 0, end: 50_000 },
    interval: 0.2,
    zones: 'drawn',
    heatOffset: 0,
    events,
  });
  expect(graph.length).toBeLessThan(30_000);
});

test('draws on the stream that was watched, which need not be the first', () => {
  const graph = annotationGraph({
    ...annotationLayout({ width: 320, height: 240 }),
    streamIndex: 2,
    span: { start: 0, end: 1 },
    interval: 0.2,
    zones: 'none',
    heatOffset: undefined,
    events: [],
  });
  expect(graph).toMatch(/^\[0:2\]scale=320:240/u);
  expect(graph).not.toContain('[0:v]');
});
