import { expect, test } from 'vitest';
import { cameraSection } from './camera-section.ts';

const covered = { fault: 'out-of-focus', start: 20, end: 32, advice: 'Focus the camera <again>.' };

test('tells each fault with its time and what to do', () => {
  const text = cameraSection({ faults: [covered] })!.text;
  expect(text).toContain('out of focus');
  expect(text).toMatch(/0:20\.0 – 0:32\.0, 12\.0 s/u);
  expect(text).toContain('Focus the camera &lt;again&gt;.');
  expect(cameraSection({ faults: [{ fault: 'black', start: 20, advice: '' }] })!.text).toContain(
    'to the end',
  );
});

test('tells that the scene has changed, since when and what to do, and that it has not', () => {
  const drift = { state: 'drift', since: 61, message: 'It is darker.', advice: 'Wait.' } as const;
  expect(cameraSection({ drift })!.text).toMatch(/It is darker\. Since 1:01\.0\.[^]*Wait\./u);
  const steady = { state: 'steady', message: 'All as it was.' } as const;
  expect(cameraSection({ drift: steady })!.text).toContain('All as it was.');
});

test('is left out where there is nothing to tell', () => {
  const unknown = { state: 'unknown', message: 'Too little.' } as const;
  expect(cameraSection({ faults: [], drift: unknown })).toBe(undefined);
});
