import { defineConfig } from 'vitest/config';

// Two cores are the size we promise to work on: more workers only make the local cloud slower.
const workers = 2;

export default defineConfig({
  test: {
    maxWorkers: workers,
    restoreMocks: true,
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**/*.ts'],
      exclude: ['**/*.test.ts', '**/*.contract.ts', 'packages/*/src/testing/**', 'packages/core/src/testing.ts'],
      reporter: ['text-summary', 'json-summary'],
      thresholds: {
        'packages/core/src/**': { lines: 85 },
        'packages/contracts/src/**': { lines: 85 },
        'packages/lambda/src/**': { lines: 85 },
        'packages/analysis/src/**': { lines: 85 },
        'packages/media/src/**': { lines: 85 },
      },
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // The first test that needs a model waits for it to load, on a machine that may have other things to do.
          testTimeout: 30_000,
          include: [
            'packages/*/src/**/*.test.ts',
            'functions/**/*.test.ts',
            'statemachines/**/*.test.ts',
            'localstack/**/*.test.ts',
            'scripts/**/*.test.ts',
            'examples/**/*.test.ts',
          ],
        },
      },
      {
        extends: true,
        test: { name: 'architecture', include: ['tests/architecture/**/*.test.ts'], testTimeout: 60_000 },
      },
      {
        extends: true,
        // Without isolation a worker synthesizes each target once for all of its files.
        test: {
          name: 'infra',
          include: ['infra/**/*.test.ts'],
          isolate: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          globalSetup: './tests/support/start-test-cloud.ts',
          include: ['tests/e2e/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
