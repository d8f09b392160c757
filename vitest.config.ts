import { defineConfig } from 'vitest/config';
import { skipReporter } from './skip-reporter.ts';

/** Where to write the results as JSON, for whoever counts them. */
const report = process.env['PRESAGE_TEST_REPORT'];

export default defineConfig({
  resolve: { conditions: ['@presage/source'] },
  ssr: { resolve: { conditions: ['@presage/source'] } },
  test: {
    include: ['{packages,apps,tools}/*/{src,test}/**/*.test.ts', 'examples/**/*.test.ts'],
    reporters: ['default', skipReporter, ...(report ? ['json'] : [])],
    ...(report ? { outputFile: { json: report } } : {}),
    // Tests that load ONNX Runtime themselves phone home as little as the product does.
    env: { ORT_DISABLE_TELEMETRY: '1' },
    // Against what hangs, not against what is slow: a busy machine of one core takes ten times as long.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // Two cores, and every ONNX Runtime session already uses both.
    maxWorkers: 2,
  },
});
