import { describe, expect, it } from 'vitest';
import { blurred, film, frameUs, measured, painted, scene, shot } from './scene.fixture.ts';
import { viewBaselineFrom, viewBaselineSchema } from './view-baseline.ts';
import { watchedFaults } from './view-evidence.ts';
import { createViewWatch, type ViewStep } from './view-watch.ts';

const well = film(shot(), { seed: 2, frames: 50 });
const baseline = viewBaselineFrom(measured(film(shot(), { frames: 150 })))!;

/** What a watch says of frames, one step a frame. */
function watched(frames: readonly Uint8Array<ArrayBuffer>[], normal = baseline) {
  const watch = createViewWatch({ streamId: 'door', baseline: normal });
  return measured(frames).map(({ view, timestampUs }) => watch.next(view, timestampUs));
}

/** Faults told, with how many seconds after `begin` (a frame) that was. */
function told(steps: readonly ViewStep[], begin = 0) {
  return steps.flatMap((step) =>
    step.told.map(({ kind, event }) => {
      const time = kind === 'view-start' ? event.announced : event.end!;
      return [kind, event.fault, Number((time - (begin * frameUs) / 1e6).toFixed(1))] as const;
    }),
  );
}

const adviceOf = (frames: readonly Uint8Array<ArrayBuffer>[]) =>
  watched(frames).flatMap((step) => step.told.map(({ event }) => event.advice))[0];

/** Painted on a lorry's side. */
const lorry = shot(60);

const faults = [
  [
    'black',
    film(
      painted(shot(), () => 4),
      { walker: false },
    ),
  ],
  [
    'covered',
    film(
      painted(shot(), () => 90),
      { walker: false },
    ),
  ],
  // A hand before the lens: no edges, but not one grey.
  [
    'covered',
    film(
      painted(shot(), (_, x, y) => 60 + x / 4 + y / 8),
      { walker: false },
    ),
  ],
  ['out-of-focus', film(blurred(shot(), 3))],
  ['moved', film(shot(8))],
  ['moved', film(shot(40))],
  ['frozen', Array.from({ length: 50 }, () => well.at(-1)!)],
] as const;

const harmless = [
  ['a darker picture', film(painted(shot(), (value) => 0.4 * value))],
  ['a brighter picture', film(painted(shot(), (value) => 0.7 * value + 70))],
  ['light and dark swapped, as in infrared', film(painted(shot(), (value) => 255 - value))],
  ['much noise', film(shot(), { noise: 12 })],
  [
    'a lorry that fills half of the picture',
    film(painted(shot(), (value, x) => (x < 80 ? 150 : value))),
  ],
  [
    'a painted lorry that fills half of the picture',
    film(painted(shot(), (value, x, y) => (x < 80 ? lorry[y * scene.width + x]! : value))),
  ],
  ['nobody there', film(shot(), { walker: false })],
] as const;

describe('the watch of a view', () => {
  it('has nothing to say of frames like the normal ones', () => {
    const steps = watched(well);
    expect(told(steps)).toEqual([]);
    expect(steps.every(({ state }) => state === 'clear')).toBe(true);
  });

  it.each(faults)('tells %s within two seconds, and its end', (fault, broken) => {
    const steps = watched([...well, ...broken.slice(0, 40), ...well]);
    const [start, end] = told(steps, well.length);
    expect(start).toEqual(['view-start', fault, expect.any(Number)]);
    expect(start![2]).toBeGreaterThan(0);
    expect(start![2]).toBeLessThanOrEqual(2);
    expect(end).toEqual(['view-end', fault, expect.any(Number)]);
    expect(Math.abs(end![2] - 8)).toBeLessThanOrEqual(0.6);
    expect(told(steps)).toHaveLength(2);
    expect(steps.at(-1)!.state).toBe('clear');
  });

  it.each(faults.filter(([fault]) => fault !== 'frozen'))(
    'suspects %s from the first frames on, before it is told',
    (_, broken) => {
      const states = watched([...well, ...broken]).map(({ state }) => state);
      expect(states.indexOf('suspected')).toBeLessThanOrEqual(well.length + 1);
      expect(states.indexOf('suspected')).toBeGreaterThanOrEqual(well.length);
    },
  );

  it.each(harmless)('does not take %s for a fault', (_, frames) => {
    expect(told(watched([...well, ...frames, ...well]))).toEqual([]);
  });

  it('asks to start afresh with the frame that ends a fault, and with no other', () => {
    const steps = watched([...well, ...film(shot(40), { frames: 20 }), ...well]);
    const restarts = steps.flatMap(({ restart }, index) => (restart ? [index] : []));
    expect(restarts).toHaveLength(1);
    expect(steps[restarts[0]!]).toMatchObject({ state: 'clear', told: [{ kind: 'view-end' }] });
  });

  it('goes over from one fault to another', () => {
    const black = film(
      painted(shot(), () => 4),
      { walker: false, frames: 20 },
    );
    const steps = watched([...well, ...film(shot(40), { frames: 20 }), ...black, ...well]);
    expect(told(steps).map(([kind, fault]) => `${kind} ${fault}`)).toEqual([
      'view-start moved',
      'view-end moved',
      'view-start black',
      'view-end black',
    ]);
  });

  it('does not take what a moved camera shows for a blurred picture', () => {
    const blurry = film(blurred(shot(40), 3), { frames: 30 });
    const steps = watched([...well, ...film(shot(40), { frames: 20 }), ...blurry, ...well]);
    expect(told(steps).map(([kind, fault]) => `${kind} ${fault}`)).toEqual([
      'view-start moved',
      'view-end moved',
    ]);
  });

  it('asks whether it is the right camera where the view was another one from the beginning', () => {
    const moved = film(shot(40), { frames: 20 });
    const grey = painted(shot(), () => 90);
    const question = /right video, and the model of this camera\?/u;
    expect(adviceOf(moved)).toMatch(question);
    expect(adviceOf(film(grey, { walker: false }))).toMatch(question);
    expect(adviceOf([...well, ...moved])).toMatch(/^Turn the camera back/u);
    const dark = painted(shot(), () => 4);
    expect(adviceOf(film(dark, { walker: false }))).toMatch(/^Look whether the lens is covered/u);
  });

  it('ends a fault where the time jumps back', () => {
    const watch = createViewWatch({ streamId: 'door', baseline });
    const steps = [...measured(film(shot(40), { frames: 20 }), 60e6), ...measured(well)].map(
      ({ view, timestampUs }) => watch.next(view, timestampUs),
    );
    expect(steps.flatMap((step) => step.told)).toMatchObject([
      { kind: 'view-start', event: { fault: 'moved', start: 60 } },
      { kind: 'view-end', event: { end: 60 + 19 * 0.2 } },
    ]);
  });
});

/** A film in which the camera gives the same picture again and again for some time. */
function still(seconds: number, seed: number) {
  return film(shot(), { seed, frames: 30 }).flatMap((frame, index) =>
    index === 10 ? Array.from({ length: seconds * 5 }, () => frame) : [frame],
  );
}

describe('footage that stands still', () => {
  it('is not frozen where normal footage stood still nearly as long', () => {
    const normal = viewBaselineFrom(measured([...still(4, 1), ...film(shot(), { frames: 100 })]))!;
    expect(normal.still.seconds).toBeCloseTo(4, 0);
    expect(told(watched(still(6, 3), normal))).toEqual([]);
    expect(told(watched(still(30, 3), normal))).toMatchObject([
      ['view-start', 'frozen', expect.any(Number)],
      ['view-end', 'frozen', expect.any(Number)],
    ]);
  });

  it('is never frozen where normal footage stood still most of the time', () => {
    const frame = shot();
    const normal = viewBaselineFrom(measured(Array.from({ length: 100 }, () => frame)))!;
    expect(watchedFaults(normal)).not.toContain('frozen');
    expect(
      told(
        watched(
          Array.from({ length: 300 }, () => frame),
          normal,
        ),
      ),
    ).toEqual([]);
  });
});

describe('a baseline', () => {
  it('goes through JSON, and says the same after it', () => {
    const read = viewBaselineSchema.parse(JSON.parse(JSON.stringify(baseline)));
    expect(read).toEqual(baseline);
    expect(JSON.stringify(baseline).length).toBeLessThan(8000);
  });

  it('knows which faults it cannot tell: nothing is lost in front of an empty wall', () => {
    const wall = viewBaselineFrom(
      measured(
        film(
          painted(shot(), () => 128),
          { walker: false },
        ),
      ),
    )!;
    expect(watchedFaults(wall)).toEqual(['black', 'frozen']);
    expect(watchedFaults(baseline)).toHaveLength(5);
  });

  it('is not made of next to nothing, nor where nothing was measured', () => {
    expect(viewBaselineFrom(measured(well.slice(0, 9)))).toBeUndefined();
    expect(
      viewBaselineFrom(well.map((_, index) => ({ timestampUs: index, discontinuous: false }))),
    ).toBeUndefined();
  });
});
