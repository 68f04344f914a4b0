import { expect, it } from 'vitest';
import { toReplayFacts } from '../../../src/report/html/replay-facts.ts';

it('says when, how long and how a replay ran', () => {
  const facts = toReplayFacts({
    verdict: 'completed',
    started_at: '2026-01-02T03:04:05.678Z',
    elapsed_seconds: 65,
    host: 'python',
    arguments: ['--engine', 'offline', '--x', 'a b'],
    settings: { mini_batch_size: '10', run_max_try: 3 },
    versions: { node: '20.1.0' },
    mini_batches: { total: 3, failed: 1 },
    failed_attempts: {},
  });
  expect(facts).toEqual({
    verdict: { good: true, text: 'AML would say: Completed' },
    facts: [
      ['started', '2026-01-02 03:04:05 UTC'],
      ['took', '1 min 05 s'],
      ['ran', 'a replay on Python'],
      ['arguments', '--engine offline --x "a b"'],
      ['settings', 'mini_batch_size 10, run_max_try 3'],
      ['versions', 'node 20.1.0'],
      ['mini-batches', 'total 3, failed 1'],
    ],
  });
});

it.each([{}, { verdict: 'good' }, { verdict: 3 }])('is nothing for %j', (summary) => {
  expect(toReplayFacts(summary)).toBeNull();
});
