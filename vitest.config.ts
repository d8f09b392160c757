import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['@presage/source'] },
  ssr: { resolve: { conditions: ['@presage/source'] } },
  test: {
    include: ['{packages,apps,tools}/*/{src,test}/**/*.test.ts', 'examples/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Two cores, and every ONNX Runtime session already uses both.
    maxWorkers: 2,
  },
});
