import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const NOT_HERE = ['test/image/**', 'test/integration/**', 'node_modules/**'];
const SYSTEM = 'test/**/*.system.test.ts';

const shared = {
  testTimeout: 20_000,
  hookTimeout: 60_000,
  // The tests that overlap wait for services, and hardly compute.
  maxConcurrency: 20,
  sequence: { shuffle: { tests: true } },
  // Default imports of CommonJS packages are what they are in Node.
  deps: { interopDefault: false },
};

const isSystem = ({ project }: TestSpecification): boolean => project.name === 'system';

/** The system's files first: they take longest, and the short ones fill what is left. */
class SystemFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- Vitest's, not Array's
    const sorted = await super.sort(files);
    return [...sorted.filter(isSystem), ...sorted.filter((file) => !isSystem(file))];
  }
}

export default defineConfig({
  test: {
    globalSetup: ['test/support/azure/trust-setup.ts'],
    maxWorkers: availableParallelism(),
    sequence: { sequencer: SystemFirst },
    projects: [
      {
        // Runs the sources; the files share processes, so a file leaves nothing behind that another would see.
        test: {
          ...shared,
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...NOT_HERE, SYSTEM],
          isolate: false,
        },
      },
      {
        // Needs `dist` or a process of its own.
        test: {
          ...shared,
          name: 'system',
          include: [SYSTEM],
          exclude: NOT_HERE,
          globalSetup: ['test/build-setup.ts'],
        },
      },
    ],
  },
});
