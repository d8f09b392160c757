import type { Reporter } from 'vitest/node';

/** Prints every skipped test with the reason given to `context.skip(reason)`. */
export const skipReporter: Reporter = {
  onTestCaseResult(test) {
    const result = test.result();
    if (result.state !== 'skipped') return;
    process.stdout.write(`skipped: ${test.fullName}: ${result.note ?? 'no reason given'}\n`);
  },
};
