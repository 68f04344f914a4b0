import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const NOT_HERE = ['test/image/**', 'test/integration/**', 'node_modules/**'];
const SYSTEM = 'test/**/*.system.test.ts';

const shared = {
  // Models that tests install do not go into the cache of whoever runs them.
  env: { PARALLEL_RUN_OCR_MODELS: join(import.meta.dirname, 'node_modules/.cache/parallel-run-ocr/models') },
  // Ends what hangs; it is no measure of speed: a busy machine is many times slower.
  testTimeout: 60_000,
  hookTimeout: 60_000,
  // The tests that overlap wait for services, and hardly compute.
  maxConcurrency: 20,
  sequence: { shuffle: { tests: true } },
  // Default imports of CommonJS packages are what they are in Node.
  deps: { interopDefault: false },
};

const isSystem = ({ project }: TestSpecification): boolean => project.name === 'system';

/** Many seconds each. */
const LONGEST = [
  'test/system/canary.system.test.ts',
  'test/system/canary-failures.system.test.ts',
  'test/samples-replay.system.test.ts',
  'test/ocr/offline/process-end.system.test.ts',
  'test/entry/python-entry-lifetime.system.test.ts',
  'test/cli/replay/signals.system.test.ts',
  'test/cli/replay/own-entry.system.test.ts',
];

/** Where it stands in the order: the longest, then the other files of the system, then the units. */
function rankOf(file: TestSpecification): number {
  const place = LONGEST.findIndex((path) => file.moduleId.endsWith(path));
  if (place !== -1) return place;
  return LONGEST.length + (isSystem(file) ? 0 : 1);
}

/** The long files first, so that the short ones fill what is left at the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- Vitest's, not Array's
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}

export default defineConfig({
  test: {
    globalSetup: ['test/support/azure/trust-setup.ts'],
    // One more than there are cores: many tests wait for a process or a service.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongestFirst },
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
