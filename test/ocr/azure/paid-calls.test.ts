import { expect, it } from 'vitest';
import { HostGoneError, ItemError, TransientError } from '../../../src/contract/errors.ts';
import { retryingFlow } from '../../../src/flow/retrying-flow.ts';
import { sleep } from '../../../src/flow/sleep.ts';
import { neverEnding } from '../../../src/flow/time-scope.ts';
import { withinImageLimit } from '../../../src/ocr/azure/image-scope.ts';
import { paidCalls } from '../../../src/ocr/azure/paid-calls.ts';
import { ImageTimeoutError } from '../../../src/ocr/image-timeout-error.ts';
import { silentLogger } from '../../../src/logging/logger.ts';
import { ManualClock } from '../../flow/manual-clock.ts';

/** Calls of one second each, and what is kept of them. */
function calls() {
  const clock = new ManualClock();
  const kept: string[] = [];
  let sent = 0;
  const flow = retryingFlow({ clock });
  const config = { endpoint: 'https://test', auth: { kind: 'none' }, flow, logger: silentLogger } as const;
  const keep = (sha256: string, result: string): Promise<void> => {
    kept.push(`${sha256} ${result}`);
    return Promise.resolve();
  };
  const paid = paidCalls(flow, 'test', keep);
  const attempt = (signal?: AbortSignal, fails?: Error): Promise<string> => {
    const call = async (own: AbortSignal): Promise<string> => {
      sent += 1;
      const result = `result ${sent}`;
      await sleep(clock, 1000, own);
      if (fails !== undefined) throw fails;
      return result;
    };
    return withinImageLimit(config, neverEnding(signal), (scope) => paid('red', call, scope));
  };
  return { clock, kept, attempt, sent: () => sent };
}

it.each([
  ['the error of another image', new TransientError('no_response', 'another image')],
  ['the end of its own time', new ImageTimeoutError(1)],
  ['whatever else', new Error('a defect')],
])(
  'a call that has left goes on after %s: the next attempt takes its result, and it is kept',
  async (_, reason) => {
    const { clock, kept, attempt, sent } = calls();
    const stop = new AbortController();
    const first = attempt(stop.signal).catch((error: unknown) => error);
    await clock.elapse(500);
    stop.abort(reason);
    expect(await first).toBe(reason);
    const second = attempt();
    await clock.elapse(500);
    expect(await second).toBe('result 1');
    expect({ kept, sent: sent() }).toEqual({ kept: ['red result 1'], sent: 1 });
  },
);

it('ends with the process', async () => {
  const { clock, kept, attempt } = calls();
  const stop = new AbortController();
  const first = attempt(stop.signal).catch((error: unknown) => error);
  await clock.elapse(500);
  stop.abort(new HostGoneError());
  await first;
  await clock.elapse(1000);
  expect(kept).toEqual([]);
});

it('keeps nothing of a call whose attempt takes the result itself', async () => {
  const { clock, kept, attempt } = calls();
  const only = attempt();
  await clock.elapse(1000);
  expect(await only).toBe('result 1');
  expect(kept).toEqual([]);
});

it('makes the call again when the one that was left alone has failed', async () => {
  const { clock, kept, attempt, sent } = calls();
  const stop = new AbortController();
  const first = attempt(stop.signal, new ItemError('bad_request', 'no')).catch((error: unknown) => error);
  await clock.elapse(500);
  stop.abort(new Error('another image'));
  await first;
  const second = attempt();
  await clock.elapse(2000);
  expect(await second).toBe('result 2');
  expect({ kept, sent: sent() }).toEqual({ kept: [], sent: 2 });
});
