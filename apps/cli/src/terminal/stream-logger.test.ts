import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { silentProgress } from './progress.ts';
import { createStreamLogger, type Verbosity } from './stream-logger.ts';
import { plainStyle } from './style.ts';

function logged(verbosity: Verbosity): string {
  const stream = new PassThrough({ encoding: 'utf8' });
  const logger = createStreamLogger({
    stream,
    verbosity,
    style: plainStyle,
    progress: silentProgress,
  });
  logger.debug('looking', { url: 'rtsp://me:secret@camera/1' });
  logger.info('opened', { frames: 3 });
  logger.warn('slow rtsp://me:secret@camera/1');
  logger.error('gone');
  return String(stream.read());
}

test('quiet keeps warnings and errors', () => {
  expect(logged('quiet')).toBe('warning: slow rtsp://me:***@camera/1\nerror: gone\n');
});

test('normal adds notes', () => {
  expect(logged('normal').split('\n')[0]).toBe('opened');
});

test('verbose adds the rest with its fields, passwords taken out', () => {
  expect(logged('verbose')).toBe(
    [
      "debug: looking { url: 'rtsp://me:***@camera/1' }",
      'opened { frames: 3 }',
      'warning: slow rtsp://me:***@camera/1',
      'error: gone',
      '',
    ].join('\n'),
  );
});
