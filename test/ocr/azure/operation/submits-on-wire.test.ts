import { expect, it } from 'vitest';
import { HostGoneError, TransientError } from '../../../../src/contract/errors.ts';
import { RunTimeoutError } from '../../../../src/flow/run-timeout-error.ts';
import { retryingFlow } from '../../../../src/flow/retrying-flow.ts';
import { sleep } from '../../../../src/flow/sleep.ts';
import { neverEnding } from '../../../../src/flow/time-scope.ts';
import { silentLogger } from '../../../../src/logging/logger.ts';
import { withinImageLimit } from '../../../../src/ocr/azure/image-scope.ts';
import { operationReader } from '../../../../src/ocr/azure/operation-reader.ts';
import { ImageTimeoutError } from '../../../../src/ocr/image-timeout-error.ts';
import { ManualClock } from '../../../flow/manual-clock.ts';
import { contentOf } from '../support/azure-engines.ts';

/** Reads one image in two attempts; `reason` ends the first one when its submit is half done. */
async function readTwice(reason: Error) {
  const clock = new ManualClock();
  const ids: string[] = [];
  let submits = 0;
  const operation = {
    async submit(_: Buffer, signal: AbortSignal) {
      submits += 1;
      await sleep(clock, 1000, signal);
      return { id: `id ${submits}`, retryAfterMs: null };
    },
    poll: (id: string) => Promise.resolve({ state: 'succeeded', value: id } as const),
  };
  const memory = {
    recall: () => Promise.resolve(ids[0] === undefined ? null : { id: ids[0], submittedAt: clock.now() }),
    remember: (id: string) => void ids.push(id),
    forget: () => void ids.pop(),
  };
  const flow = retryingFlow({ clock });
  const config = { endpoint: 'https://test', auth: { kind: 'none' }, flow, logger: silentLogger } as const;
  const read = operationReader(operation, { ...config, operations: () => memory }, 'test');
  const image = contentOf(Buffer.from('image'));
  const attempt = (signal?: AbortSignal) =>
    withinImageLimit(config, neverEnding(signal), (scope) => read(image, scope));

  const stop = new AbortController();
  const first = attempt(stop.signal).catch((error: unknown) => error);
  await clock.elapse(500);
  stop.abort(reason);
  const outcome = await first;
  await clock.elapse(1000);
  const stored = [...ids];
  const second = attempt();
  await clock.elapse(60_000);
  return { outcome, stored, text: await second, submits };
}

it.each([
  ['the error of another image', new TransientError('no_response', 'another image')],
  ['the end of the mini-batch', new RunTimeoutError('no time')],
  ['the end of its own time', new ImageTimeoutError(1)],
  ['whatever else', new Error('a defect')],
])('lets a submit that has left go on after %s, and stores its id', async (_, reason) => {
  expect(await readTwice(reason)).toEqual({ outcome: reason, stored: ['id 1'], text: 'id 1', submits: 1 });
});

it('ends it with the process', async () => {
  const reason = new HostGoneError();
  expect(await readTwice(reason)).toMatchObject({ outcome: reason, stored: [], submits: 2 });
});
