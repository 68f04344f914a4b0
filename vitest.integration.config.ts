import { defineConfig } from 'vitest/config';

/** Tests against programs that are not ours: slow, and skipped with a reason where one cannot be had. */
export default defineConfig({
  test: {
    include: ['test/integration/**/*.test.ts'],
    globalSetup: ['test/build-setup.ts'],
    // Two files must not install the same program at once.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 300_000,
    deps: { interopDefault: false },
  },
});
