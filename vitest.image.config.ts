import { defineConfig } from 'vitest/config';

/** Builds the image and runs it: minutes and gigabytes, so one build at a time. */
export default defineConfig({
  test: {
    include: ['test/image/**/*.test.ts'],
    globalSetup: ['test/build-setup.ts', 'test/image/global-setup.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 900_000,
    deps: { interopDefault: false },
  },
});
