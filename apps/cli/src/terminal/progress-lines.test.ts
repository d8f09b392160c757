import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { createProgressLines } from './progress-lines.ts';

function setUp() {
  let nowMs = 0;
  const stream = new PassThrough({ encoding: 'utf8' });
  const progress = createProgressLines({ stream, clock: { now: () => nowMs } });
  return {
    progress,
    pass: (ms: number) => void (nowMs += ms),
    lines: () =>
      String(stream.read() ?? '')
        .split('\n')
        .slice(0, -1),
  };
}

test('says a first line at once, then one every five seconds', () => {
  const { progress, pass, lines } = setUp();
  using phase = progress.phase('Learning');
  for (let step = 0; step <= 100; step += 1) {
    phase.update({ fraction: step / 100, detail: `step ${step}` });
    pass(100);
  }
  expect(lines()).toEqual([
    'Learning: 0%, step 0',
    'Learning: 50%, step 50, 5 s left',
    'Learning: 100%, step 100, 0 s left',
  ]);
});

test('takes the work’s own word for the time left', () => {
  const { progress, lines } = setUp();
  progress.phase('Learning').update({ fraction: 0.1, secondsLeft: 125 });
  expect(lines()).toEqual(['Learning: 10%, 2 min 05 s left']);
});

test('needs no end to be known', () => {
  const { progress, lines } = setUp();
  progress.phase('Reading a.mp4').update({ detail: '12 s of video' });
  expect(lines()).toEqual(['Reading a.mp4: 12 s of video']);
});

test('each phase begins with a line', () => {
  const { progress, lines } = setUp();
  progress.phase('Reading').update({ fraction: 0 });
  progress.phase('Learning').update({ fraction: 0 });
  expect(lines()).toEqual(['Reading: 0%', 'Learning: 0%']);
});

test('a phase that is done says so, where its last line did not', () => {
  const { progress, pass, lines } = setUp();
  {
    using reading = progress.phase('Reading');
    reading.update({ fraction: 0 });
    pass(100);
    reading.update({ fraction: 1 });
    reading.done();
    using writing = progress.phase('Writing');
    writing.update({ fraction: 1 });
    writing.done();
    using never = progress.phase('Never begun');
    never.done();
    using stopped = progress.phase('Stopped');
    stopped.update({ detail: 'at 1 s' });
  }
  expect(lines()).toEqual(['Reading: 0%', 'Reading: done', 'Writing: 100%', 'Stopped: at 1 s']);
});
