import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseArguments } from '../../src/config/parse-arguments.ts';
import { neverAborted } from '../../src/flow/abort.ts';
import { runLimitMs, runScope } from '../../src/worker/run-scope.ts';

const hostOf = (argv: readonly string[]) => parseArguments(['--engine', 'offline', ...argv], {}).host;

it('ends every run in the time it names, which is before AML would end the process', () => {
  const seconds = fc.integer({ min: 1, max: 259_200 });
  fc.assert(
    fc.property(seconds, seconds, (timeout, overhead) => {
      const host = hostOf([`--run_invocation_timeout=${timeout}`, `--task_overhead_timeout=${overhead}`]);
      const { deadline, submitBy } = runScope(host, 5000, neverAborted, true);
      const limitMs = runLimitMs(host) ?? Number.NaN;
      expect(deadline - 5000).toBeCloseTo(limitMs, 3);
      expect(submitBy).toBeLessThan(deadline);
      expect(limitMs).toBeLessThan((timeout + overhead) * 1000);
    }),
  );
});

it('has no limit where the host names no timeout', () => {
  const host = hostOf([]);
  expect(runLimitMs(host)).toBeNull();
  expect(runScope(host, 5000, neverAborted, true).deadline).toBe(Number.POSITIVE_INFINITY);
});
