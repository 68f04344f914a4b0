import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/image/**', 'test/integration/**', 'node_modules/**'],
    globalSetup: ['test/global-setup.ts', 'test/support/azure/trust-setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    sequence: { shuffle: true },
    // Default imports of CommonJS packages are what they are in Node.
    deps: { interopDefault: false },
  },
});
