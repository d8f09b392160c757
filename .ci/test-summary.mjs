// Reads vitest's JSON report and prints one line: `tests: N passed, N failed[, N skipped]`.
import { readFileSync } from 'node:fs';

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function count(report) {
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  // A file that does not load has no failed test in it, but is a failure.
  const broken = report.testResults.filter(
    (file) =>
      file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

const { passed, failed, skipped } = count(read(process.argv[2]));
console.log(
  `tests: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
);
