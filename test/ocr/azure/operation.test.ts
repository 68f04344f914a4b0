import { describe, expect, it } from 'vitest';
import { ItemError } from '../../../src/contract/errors.ts';
import { retryingFlow } from '../../../src/flow/retrying-flow.ts';
import { ServiceSetupError } from '../../../src/ocr/azure/service-errors.ts';
import { operationIdFrom } from '../../../src/ocr/azure/operation-id.ts';
import { FailureRate } from '../../../src/ocr/azure/blame/failure-rate.ts';
import { noOperationMemory, type OperationMemory } from '../../../src/ocr/azure/operation-memory.ts';
import type { Operation, OperationOptions, Progress } from '../../../src/ocr/azure/operation.ts';
import type { Submitted } from '../../../src/ocr/azure/operation.ts';
import { SubmitsOnWire } from '../../../src/ocr/azure/operation/submits-on-wire.ts';
import { WaitingOperations } from '../../../src/ocr/azure/operation/waiting-operations.ts';
import { runOperation } from '../../../src/ocr/azure/run-operation.ts';
import { SubmitDeadline } from '../../../src/flow/deadline/submit-deadline.ts';
import { neverEnding } from '../../../src/flow/time-scope.ts';
import { PollAges } from '../../../src/flow/polling/poll-ages.ts';
import type { ImageContent } from '../../../src/ocr/engine.ts';
import { contentOf } from './support/azure-engines.ts';
import { ManualClock } from '../../flow/manual-clock.ts';

const ID = '2d4f1c60-5b0f-4e0a-9a3e-0c9d6f7b8a11';

describe('operationIdFrom', () => {
  it.each([
    `https://name.example/vision/v3.2/read/analyzeResults/${ID}`,
    `https://name.example/documentintelligence/documentModels/prebuilt-read/analyzeResults/${ID}?api-version=2024-11-30`,
    `http://attacker.example/x/${ID}`,
    `/vision/v3.2/read/analyzeResults/${ID}/`,
    ID,
  ])('takes the id alone from %s', (location) => {
    expect(operationIdFrom(location)).toBe(ID);
  });

  it.each([
    undefined,
    '',
    'https://name.example/',
    `https://x/?id=${ID}`,
    `https://x/${ID}/../..`,
    'https://x/not-an-id',
  ])('finds none in %s', (location) => {
    expect(operationIdFrom(location)).toBeNull();
  });
});

const running = (retryAfterMs: number | null = null): Progress<string> => ({
  state: 'running',
  retryAfterMs,
});
const done: Progress<string> = { state: 'succeeded', value: 'text' };
const failed = (resubmit: boolean): Progress<string> => ({
  state: 'failed',
  error: new ItemError('FailedToProcess', 'no'),
  resubmit,
});
const gone = new ServiceSetupError('not_found', '404');

/** Polls meet `progress` in turn, an error is thrown. Gives the times of submits and polls since the start. */
function run(
  progress: readonly (Progress<string> | Error)[],
  firstWaitMs: number | null = null,
  { memory = noOperationMemory, failures = new FailureRate() }: Partial<OperationOptions> = {},
) {
  const clock = new ManualClock();
  const startedAt = clock.now();
  const log: string[] = [];
  const operation: Operation<string> = {
    submit() {
      log.push(`submit ${Math.round(clock.now() - startedAt)}`);
      return Promise.resolve({ id: ID, retryAfterMs: firstWaitMs });
    },
    poll() {
      const next = progress[log.filter((entry) => entry.startsWith('poll')).length] ?? done;
      log.push(`poll ${Math.round(clock.now() - startedAt)}`);
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
    },
  };
  const uses: string[] = [];
  const note = (what: string) => uses.push(`${what} ${clock.now() - startedAt}`);
  const image: ImageContent = {
    ...contentOf(Buffer.from('image')),
    release: () => note('released'),
    async withBytes(use) {
      note('in');
      const value = await use(Buffer.from('image'));
      note('out');
      return value;
    },
  };
  const flow = retryingFlow({ clock });
  const options = {
    flow,
    service: 'test',
    ages: new PollAges({ startMs: 1000, shortestMs: 100 }),
    submits: new SubmitDeadline(flow),
    onWire: new SubmitsOnWire<Submitted>(),
    waiting: new WaitingOperations(),
    allSubmitted: () => false,
    memory,
    failures,
    onSubmitted: () => {},
    onResubmit: () => log.push('again'),
  };
  const result = runOperation(operation, image, options, neverEnding());
  return { log, uses, result: Promise.all([result, clock.elapse(60_000)]).then(([value]) => value) };
}

describe('runOperation', () => {
  it('polls at wider and wider intervals until there is a result', async () => {
    const { log, result } = run([running(), running()]);
    expect(await result).toBe('text');
    expect(log).toEqual(['submit 0', 'poll 1000', 'poll 1300', 'poll 1690']);
  });

  it('polls when the service says, where it does', async () => {
    const { log, result } = run([running(5000)], 3000);
    await result;
    expect(log).toEqual(['submit 0', 'poll 3000', 'poll 8000']);
  });

  it('does not submit again what failed because of the image', async () => {
    const { log, result } = run([failed(false)]);
    await expect(result).rejects.toMatchObject({ code: 'FailedToProcess' });
    expect(log).toEqual(['submit 0', 'poll 1000']);
  });

  it('submits again what failed for no reason of the image, after longer and longer pauses', async () => {
    const failures = new FailureRate();
    failures.read(50);
    const { log, result } = run([failed(true), failed(true), failed(true), failed(true)], null, { failures });
    expect(await result).toBe('text');
    const submits = log.flatMap((entry) => /^submit (\d+)/.exec(entry)?.[1] ?? []).map(Number);
    const polls = log.flatMap((entry) => /^poll (\d+)/.exec(entry)?.[1] ?? []).map(Number);
    expect(submits.slice(1).map((time, index) => time - (polls[index] ?? 0))).toEqual([
      1000, 2000, 4000, 8000,
    ]);
    expect(log.filter((entry) => entry === 'again')).toHaveLength(4);
  });

  it('gives up an image on which three operations in a row failed, two of a service that fails on no other', async () => {
    const submitsOf = async (failures: FailureRate): Promise<number> => {
      const { log, result } = run(
        Array.from({ length: 9 }, () => failed(true)),
        null,
        { failures },
      );
      await expect(result).rejects.toMatchObject({ fault: 'item' });
      return log.filter((entry) => entry.startsWith('submit')).length;
    };
    const failures = new FailureRate();
    expect(await submitsOf(failures)).toBe(3);
    for (let image = 0; image < 1000; image += 1) failures.read(0);
    expect(await submitsOf(failures)).toBe(2);
  });

  it('learns from images that are read in the end', async () => {
    const failures = new FailureRate();
    await run([failed(true), failed(true)], null, { failures }).result;
    expect(failures.submits).toBe(4);
  });

  it.each(['access_denied', 'http_302', 'http_415'])(
    'does not submit again after a poll that is rejected for the setup: %s',
    async (code) => {
      const rejection = new ServiceSetupError(code, 'no');
      const { log, result } = run([rejection]);
      await expect(result).rejects.toBe(rejection);
      expect(log).toEqual(['submit 0', 'poll 1000']);
    },
  );

  it('submits again what vanished, three times in all', async () => {
    expect(await run([gone]).result).toBe('text');
    await expect(run(Array.from({ length: 3 }, () => gone)).result).rejects.toMatchObject({
      fault: 'transient',
      code: 'operation_lost',
    });
  });
});

describe('an image', () => {
  it('is in memory until the service has accepted it, and again to be submitted once more', async () => {
    const { uses, result } = run([running(), gone, running()]);
    await result;
    expect(uses).toEqual(['in 0', 'out 0', 'in 2300', 'out 2300']);
  });

  it('is not in memory when an earlier attempt has submitted it', async () => {
    const { uses, result } = run([running()], null, { memory: memoryOf(ID) });
    await result;
    expect(uses).toEqual(['released 0']);
  });
});

describe('an operation that is remembered', () => {
  it('is remembered before its first poll, and forgotten when it fails', async () => {
    const memory = memoryOf(null);
    await expect(run([running(), failed(false)], null, { memory }).result).rejects.toThrow('no');
    expect(memory.changes).toEqual([`remember ${ID}`, 'forget']);
  });

  it('is polled at once when a result is likely by its age, and not submitted again', async () => {
    const { log, result } = run([running()], null, { memory: memoryOf(ID) });
    expect(await result).toBe('text');
    expect(log).toEqual(['poll 0', 'poll 1500']);
  });

  it('is polled later when it is young', async () => {
    const { log, result } = run([], null, { memory: memoryOf(ID, 200) });
    await result;
    expect(log).toEqual(['poll 800']);
  });

  it('counts as new where the clock of another node is ahead', async () => {
    const { log, result } = run([], null, { memory: memoryOf(ID, -60_000) });
    await result;
    expect(log).toEqual(['poll 1000']);
  });

  it.each([
    ['the service no longer knows it', gone],
    ['it failed for no reason of the image', failed(true)],
  ])('is submitted anew when %s', async (_, end) => {
    const memory = memoryOf(ID);
    const { log, result } = run([end, failed(true)], null, { memory });
    expect(await result).toBe('text');
    expect(log).toEqual(['poll 0', 'again', 'submit 0', 'poll 1000', 'again', 'submit 3000', 'poll 3909']);
    expect(memory.changes).toEqual(['forget', `remember ${ID}`, 'forget', `remember ${ID}`]);
  });

  it('fails the image when the image is the reason of its failure', async () => {
    const { log, result } = run([failed(false)], null, { memory: memoryOf(ID) });
    await expect(result).rejects.toMatchObject({ code: 'FailedToProcess' });
    expect(log).toEqual(['poll 0']);
  });
});

function memoryOf(
  id: string | null,
  ageMs = 5000,
): OperationMemory & { readonly changes: readonly string[] } {
  const changes: string[] = [];
  return {
    changes,
    recall: () => Promise.resolve(id === null ? null : { id, submittedAt: new ManualClock().now() - ageMs }),
    remember: (given) => changes.push(`remember ${given}`),
    forget: () => changes.push('forget'),
  };
}
