import { defineConfig } from 'vitest/config';
import whole from './vitest.config.ts';

/** Set by scripts/mutation.mjs: a folder of src, whose tests are in the same folder of test. */
const room = process.env['MUTATED_ROOM'] ?? '';
const unit = whole.test?.projects?.find(
  (project) => typeof project === 'object' && 'test' in project && project.test?.name === 'unit',
);
if (typeof unit !== 'object' || !('test' in unit)) throw new Error('vitest.config.ts has no project "unit".');

/** The unit tests of one room, for a run with one mutant after the other. */
export default defineConfig({
  test: {
    ...unit.test,
    include: [`test/${room}/**/*.test.ts`],
    setupFiles: ['test/support/no-shrinking.ts'],
    // A test that hangs because of a mutant ends before its process, which would have to be started again.
    testTimeout: 6000,
  },
});
