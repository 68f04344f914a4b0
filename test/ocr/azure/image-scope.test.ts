import { expect, it } from 'vitest';
import { retryingFlow } from '../../../src/flow/flow-control.ts';
import { neverEnding, type TimeScope } from '../../../src/flow/time-scope.ts';
import { silentLogger } from '../../../src/logging/logger.ts';
import { withinImageLimit } from '../../../src/ocr/azure/image-scope.ts';
import { ManualClock } from '../../flow/manual-clock.ts';

/** Work without end on one image, in a mini-batch that has `leftMs`. */
function work(leftMs: number, signal?: AbortSignal) {
  const clock = new ManualClock();
  const startedAt = clock.now();
  const scopes: TimeScope[] = [];
  const config = {
    endpoint: 'https://test',
    auth: { kind: 'none' },
    flow: retryingFlow({ clock }),
    logger: silentLogger,
  } as const;
  const outer = { ...neverEnding(signal), endsAt: startedAt + leftMs };
  const result = withinImageLimit(config, outer, (scope) => {
    scopes.push(scope);
    return new Promise<never>(() => {});
  });
  result.catch(() => {});
  return { clock, result, left: () => scopes.map(({ endsAt }) => endsAt - startedAt) };
}

it('gives an image 120 seconds', async () => {
  const { clock, result, left } = work(Infinity);
  expect(left()).toEqual([120_000]);
  await clock.elapse(119_999);
  expect(clock.pending).toBe(1);
  await clock.elapse(1);
  await expect(result).rejects.toMatchObject({ fault: 'transient', code: 'image_timeout' });
});

it('gives an image no more than is left of its mini-batch, and says so', async () => {
  const { clock, result, left } = work(5000);
  expect(left()).toEqual([5000]);
  await clock.elapse(5000);
  await expect(result).rejects.toMatchObject({
    fault: 'transient',
    code: 'run_timeout',
    message: expect.stringContaining('run_invocation_timeout'),
  });
});

it('ends at once when nothing is left', async () => {
  const { clock, result } = work(-1);
  await clock.elapse(0);
  await expect(result).rejects.toMatchObject({ code: 'run_timeout' });
});

it('ends at once when it is aborted, however much is left', async () => {
  const controller = new AbortController();
  const { clock, result } = work(5000, controller.signal);
  controller.abort(new Error('the node is leaving'));
  await expect(result).rejects.toThrow('the node is leaving');
  expect(clock.pending).toBe(0);
});
