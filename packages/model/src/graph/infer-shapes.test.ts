import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openGraph } from '../../test/graph-session.ts';
import { shapeCases } from '../../test/shape-cases.ts';
import { Graph } from './graph.ts';
import { broadcastShape } from './infer-shapes.ts';
import { elementCount } from './value.ts';

/** What the open batch axis is at run time. */
const batch = 2;

describe.for(Object.entries(shapeCases))('%s', ([, cases]) => {
  test('has the shape that ONNX Runtime gives', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ shapes, build }) => {
        const graph = new Graph();
        const inputs = shapes.map((shape, index) => graph.input(`x${index}`, 'float32', shape));
        const results = build(inputs).map((value, index) => graph.output(`y${index}`, value));
        await using session = await openGraph(graph);
        const feeds = shapes.map((shape, index) => {
          const fed = shape.map((length) => (length === 'N' ? batch : length));
          return [`x${index}`, { data: new Float32Array(elementCount(fed)), shape: fed }] as const;
        });
        const found = await session.run(Object.fromEntries(feeds));
        for (const { name, shape } of results) {
          expect(found[name]!.shape).toEqual(
            shape.map((length) => (length === 'N' ? batch : length)),
          );
        }
      }),
      { numRuns: 40 },
    );
  });
});

test('shapes that do not broadcast are refused', () => {
  expect(() => broadcastShape([2, 3], [2])).toThrow('shapes [2, 3] and [2] do not broadcast');
});
