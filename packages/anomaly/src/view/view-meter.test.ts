import { expect, test } from 'vitest';
import { blurred, painted, scene, shot } from './scene.fixture.ts';
import { createViewMeter } from './view-meter.ts';

const measure = (bytes: Uint8Array<ArrayBuffer>) => createViewMeter(scene)!.measure({ bytes });

test('colours count by their luma', () => {
  const rgb = Uint8Array.from({ length: scene.width * scene.height * 3 }, (_, at) =>
    at % 3 === 1 ? 200 : 0,
  );
  const { luma, detail } = createViewMeter({ ...scene, format: 'rgb24' })!.measure({ bytes: rgb });
  expect(new Set(luma)).toEqual(new Set([117]));
  expect(Math.max(...detail)).toBe(0);
});

test('a picture in grey is measured as in equal parts of red, green and blue', () => {
  const bytes = shot();
  const rgb = Uint8Array.from({ length: bytes.length * 3 }, (_, at) => bytes[Math.floor(at / 3)]!);
  const coloured = createViewMeter({ ...scene, format: 'rgb24' })!.measure({ bytes: rgb });
  expect(coloured).toEqual(measure(bytes));
});

test('a picture of twice the size is measured as the small one', () => {
  const small = shot();
  const { width } = scene;
  const large = Uint8Array.from({ length: small.length * 4 }, (_, at) => {
    const [x, y] = [at % (2 * width), Math.floor(at / (2 * width))];
    return small[(y >> 1) * width + (x >> 1)]!;
  });
  const meter = createViewMeter({ ...scene, width: 2 * width, height: 2 * scene.height })!;
  expect(meter.measure({ bytes: large })).toEqual(measure(small));
});

test('directions are the same where light and dark are swapped', () => {
  const { direction, detail } = measure(shot());
  const negative = measure(painted(shot(), (value) => 255 - value));
  expect(negative.direction).toEqual(direction);
  expect(negative.detail).toEqual(detail);
});

test('a wall of one grey has no detail, and a blurred picture has less than a sharp one', () => {
  const total = ({ detail }: ReturnType<typeof measure>) => detail.reduce((a, b) => a + b, 0);
  expect(total(measure(painted(shot(), () => 77)))).toBe(0);
  expect(total(measure(blurred(shot(), 2)))).toBeLessThan(0.6 * total(measure(shot())));
});

test('change is the mean difference to the frame before, and none after a discontinuity', () => {
  const meter = createViewMeter(scene)!;
  const brighter = painted(shot(), (value) => Math.min(255, value + 3));
  expect(meter.measure({ bytes: shot() }).change).toBeUndefined();
  expect(meter.measure({ bytes: shot() }).change).toBe(0);
  expect(meter.measure({ bytes: brighter }).change).toBe(3);
  expect(meter.measure({ bytes: shot(), discontinuity: 'gap' }).change).toBeUndefined();
  expect(meter.measure({ bytes: shot() }).change).toBe(0);
});

test('pictures too small to tell a view by are not measured', () => {
  expect(createViewMeter({ width: 12, height: 12, format: 'gray8' })).toBeUndefined();
  expect(createViewMeter({ width: 48, height: 48, format: 'gray8' })).toBeDefined();
});
