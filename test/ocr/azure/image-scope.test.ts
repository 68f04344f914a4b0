import { expect, it } from 'vitest';
import { neverAborted } from '../../../src/flow/abort.ts';
import { sleep } from '../../../src/flow/sleep.ts';
import { retryingFlow } from '../../../src/flow/retrying-flow.ts';
import { scopeUntil, type TimeScope } from '../../../src/flow/time-scope.ts';
import { silentLogger } from '../../../src/logging/logger.ts';
import type { TimeLimits } from '../../../src/ocr/azure/engine-config.ts';
import { withinImageLimit } from '../../../src/ocr/azure/image-scope.ts';
import { ManualClock } from '../../flow/manual-clock.ts';

/** Work without end on one image, in a mini-batch that has `leftMs`. */
function work(leftMs: number, signal?: AbortSignal, timeLimits: Partial<TimeLimits> = {}) {
  const clock = new ManualClock();
  const startedAt = clock.now();
  const scopes: TimeScope[] = [];
  const config = {
    endpoint: 'https://test',
    auth: { kind: 'none' },
    flow: retryingFlow({ clock }),
    logger: silentLogger,
    timeLimits,
  } as const;
  const outer = scopeUntil(startedAt + leftMs, signal);
  const result = withinImageLimit(config, outer, (scope) => {
    scopes.push(scope);
    return new Promise<never>(() => {});
  });
  result.catch(() => {});
  return { clock, result, scopes, left: () => scopes.map(({ endsAt }) => endsAt - startedAt) };
}

it('gives an image 120 seconds', async () => {
  const { clock, result, left } = work(Infinity);
  expect(left()).toEqual([120_000]);
  await clock.elapse(119_999);
  expect(clock.pending).toBe(1);
  await clock.elapse(1);
  await expect(result).rejects.toMatchObject({ fault: 'transient', code: 'image_timeout' });
});

it('gives an image as long as is configured', async () => {
  const { clock, result, left } = work(Infinity, undefined, { imageMs: 7000 });
  expect(left()).toEqual([7000]);
  await clock.elapse(7000);
  await expect(result).rejects.toMatchObject({ code: 'image_timeout' });
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

it('does not count the time in which an image waits for its turn', async () => {
  const { clock, result, scopes } = work(Infinity);
  const [scope] = scopes;
  await clock.elapse(100_000);
  const turn = scope?.idle(() => sleep(clock, 500_000, neverAborted));
  await clock.elapse(400_000);
  expect(clock.pending).toBe(1);
  await clock.elapse(100_000);
  await turn;
  expect((scope?.endsAt ?? 0) - clock.now()).toBe(20_000);
  await clock.elapse(19_999);
  expect(clock.pending).toBe(1);
  await clock.elapse(1);
  await expect(result).rejects.toMatchObject({ code: 'image_timeout' });
});

it('ends at the end of the mini-batch even while an image waits for its turn', async () => {
  const { clock, result, scopes } = work(5000);
  void scopes[0]?.idle(() => new Promise<never>(() => {}));
  await clock.elapse(4999);
  expect(clock.pending).toBe(1);
  await clock.elapse(1);
  await expect(result).rejects.toMatchObject({ code: 'run_timeout' });
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
