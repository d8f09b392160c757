import type { LeftOut } from '@presage/engine';
import type { Command } from 'commander';
import type { CommandRunner } from '../frame/command-runner.ts';
import { leaveOutOption } from '../options/leave-out-option.ts';
import { numberOption } from '../options/number-option.ts';

const example = `
It learns nothing. What happens again and again is normal, be it as lively as it may; what happens
once is listed, and said to stand out where it is clearly unlike all the rest.

Examples:
  $ presage review monday.mp4 tuesday.mp4
  $ presage review monday.mp4 --out review/`;

interface ReviewFlags {
  readonly out?: string;
  readonly leaveOut?: readonly LeftOut[];
  readonly start?: number;
  readonly duration?: number;
}

/** `presage review <video...> --out review/` */
export function addReviewCommand(program: Command, run: CommandRunner): void {
  const command = program
    .command('review')
    .description('show what is least normal in video that is meant to be learned from')
    .argument('<video...>', 'video files of one camera')
    .option('-o, --out <folder>', 'write a page with pictures there')
    .addOption(leaveOutOption())
    .option(
      '--start <seconds>',
      'leave out this much at the start of each video',
      numberOption({ min: 0 }),
    )
    .option('--duration <seconds>', 'use this much of each video', numberOption({ above: 0 }))
    .addHelpText('after', example)
    .action((videos: string[], flags: ReviewFlags) =>
      run(command, async (context) => {
        const { runReview } = await import('../review/run-review.ts');
        return runReview({ videos, ...flags, context });
      }),
    );
}
