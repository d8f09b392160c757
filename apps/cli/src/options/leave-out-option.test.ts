import { Command, InvalidArgumentError } from 'commander';
import { expect, test } from 'vitest';
import { leaveOutOption, leftOutPart } from './leave-out-option.ts';

test.for([
  ['monday.mp4@1:10-1:25', { video: 'monday.mp4', start: 70, end: 85 }],
  ['70-85.5', { start: 70, end: 85.5 }],
  ['1:02:03.4-1:02:04', { start: 3723.4, end: 3724 }],
  ['me@home-1.mp4@0-5', { video: 'me@home-1.mp4', start: 0, end: 5 }],
  ['a/b c.mp4@5..6', { video: 'a/b c.mp4', start: 5, end: 6 }],
] as const)('%s is understood', ([text, part]) => {
  expect(leftOutPart(text)).toEqual(part);
});

test.for(['', 'monday.mp4', '1:10', '85-70', '5-5', 'x@-3', '1:2:3:4-5:6:7:8', 'a-b'])(
  '"%s" is refused',
  (text) => {
    expect(() => leftOutPart(text)).toThrow(InvalidArgumentError);
  },
);

test('parts given one after the other are all kept', async () => {
  const command = new Command().argument('<video>').addOption(leaveOutOption());
  await command.parseAsync(['--leave-out', '1-2', '--leave-out', '3-4', 'a.mp4'], { from: 'user' });
  expect(command.args).toEqual(['a.mp4']);
  expect(command.opts()['leaveOut']).toEqual([
    { start: 1, end: 2 },
    { start: 3, end: 4 },
  ]);
});
