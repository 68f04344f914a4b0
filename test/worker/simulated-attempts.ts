import { expect } from 'vitest';
import { neverAborted } from '../../src/flow/abort.ts';
import { pacedFlow } from '../../src/flow/paced-flow.ts';
import { RetryableError } from '../../src/flow/retryable-error.ts';
import { sleep } from '../../src/flow/sleep.ts';
import { silentLogger } from '../../src/logging/logger.ts';
import { withinImageLimit } from '../../src/ocr/azure/image-scope.ts';
import { operationReader } from '../../src/ocr/azure/operation-reader.ts';
import type { OcrEngine } from '../../src/ocr/engine.ts';
import type { PaidOperation } from '../../src/store/reading-store.ts';
import { runMiniBatch } from '../../src/worker/run-mini-batch.ts';
import { ManualClock } from '../flow/manual-clock.ts';
import { readingOf } from '../support/items.ts';
import { runTools } from './support/run-tools.ts';

export interface Case {
  readonly images: number;
  readonly perSecond: number;
  readonly latencyMs: number;
  readonly uploadMs: number;
  /** Of the last images, so that none is expected to be so slow. */
  readonly slowUploads?: { readonly images: number; readonly ms: number };
  readonly seconds: number;
  readonly kept: boolean;
  readonly maxTry?: number;
  /** Each attempt is made by another process. */
  readonly elsewhere?: boolean;
  /** Slower or faster readings, a part of `latencyMs`. */
  readonly jitter?: number;
  /** Images whose polls the service always responds to with an error that may pass. */
  readonly broken?: readonly string[];
  /** `--task_overhead_timeout` */
  readonly overhead?: number;
}

/** A mini-batch in all its attempts, as AML makes them, on one service in simulated time. */
export function simulatedRun(of: Case) {
  const { perSecond, latencyMs, uploadMs, kept, elsewhere = false, jitter = 0, slowUploads } = of;
  const clock = new ManualClock();
  const submits = new Map<string, number>();
  const requests: Request[] = [];
  const ids = new Map<string, PaidOperation>();
  const readings = new Map<string, string>();
  const endsAt = new Map<string, number>();
  const published = { kind: 'per-second', requests: perSecond } as const;
  const plan = { published, stated: perSecond, processes: 1 };
  const memory = (sha256: string) => ({
    recall: () => Promise.resolve(ids.get(sha256) ?? null),
    remember: (id: string) => void ids.set(sha256, { id, submittedAt: clock.now() }),
    forget: () => void ids.delete(sha256),
  });
  const operation = {
    async submit(bytes: Buffer, signal: AbortSignal) {
      const id = bytes.toString();
      requests.push({ kind: 'submit', at: clock.now() });
      submits.set(id, (submits.get(id) ?? 0) + 1);
      const isSlow = slowUploads !== undefined && submits.size > of.images - slowUploads.images;
      await sleep(clock, isSlow ? slowUploads.ms : uploadMs, signal);
      // Some are slower and some faster, each the same in every run.
      const deviation = jitter * Math.sin(37 * submits.size);
      endsAt.set(id, clock.now() + latencyMs * (1 + deviation));
      return { id, retryAfterMs: null };
    },
    poll(id: string) {
      requests.push({ kind: 'poll', at: clock.now() });
      if (of.broken?.includes(id) === true)
        return Promise.reject(new RetryableError('http_503', 'The service is busy.'));
      const ended = clock.now() >= (endsAt.get(id) ?? Infinity);
      return Promise.resolve(
        ended
          ? ({ state: 'succeeded', value: id } as const)
          : ({ state: 'running', retryAfterMs: null } as const),
      );
    },
  };
  const startProcess = (): Pick<OcrEngine, 'read'> => {
    const flow = pacedFlow([{ budgets: ['submit', 'result'], plan }], { clock, random: () => 0 });
    const config = { endpoint: 'https://test', auth: { kind: 'none' }, flow, logger: silentLogger } as const;
    const read = operationReader(operation, { ...config, ...(kept && { operations: memory }) }, 'test');
    return {
      read: async (image, outer) => {
        const stored = kept ? readings.get(image.key) : undefined;
        const text = stored ?? (await withinImageLimit(config, outer, (scope) => read(image, scope)));
        readings.set(image.key, text);
        return readingOf(text);
      },
    };
  };
  const process = startProcess();
  const engineOf = (attempt: number) => (elsewhere && attempt > 1 ? startProcess() : process);
  return attemptsAt({ ...of, clock, engineOf, submits, requests });
}

interface Request {
  readonly kind: 'submit' | 'poll';
  readonly at: number;
}

interface Run extends Pick<Case, 'images' | 'seconds' | 'kept' | 'maxTry' | 'overhead'> {
  readonly clock: ManualClock;
  /** @param attempt from 1 */
  readonly engineOf: (attempt: number) => Pick<OcrEngine, 'read'>;
  readonly submits: ReadonlyMap<string, number>;
  readonly requests: readonly Request[];
}

interface Attempt {
  readonly took: number;
  /** Milliseconds after the start, like `lastPoll`; 0 where there was none. */
  readonly lastSubmit: number;
  readonly lastPoll: number;
  readonly error: Error | null;
}

/** The least times that the simulation tells apart, milliseconds. */
const STEP_MS = 25;

export async function attemptsAt(of: Run) {
  const { clock, engineOf, images, seconds, kept, maxTry = 3, overhead = 30, submits, requests } = of;
  const tools = runTools(clock, { seconds, overhead, maxTry }, kept);
  const paths = Array.from({ length: images }, (_, index) => `/in/${index}.png`);
  const attempts: Attempt[] = [];
  let rows: readonly string[] = [];
  for (let number = 1; number <= maxTry; number += 1) {
    const start = clock.now();
    let took = Number.NaN;
    let error: Error | null = null;
    const engine = engineOf(number);
    const run = runMiniBatch(paths, null, { ...tools, engine } as never, neverAborted)
      .then((given) => void (rows = given))
      .catch((thrown: unknown) => void (error = thrown as Error))
      .finally(() => void (took = clock.now() - start));
    while (Number.isNaN(took)) await clock.elapse(STEP_MS);
    await run;
    const lastOf = (kind: Request['kind']): number =>
      Math.max(0, ...requests.filter((request) => request.kind === kind).map(({ at }) => at - start));
    attempts.push({ took, lastSubmit: lastOf('submit'), lastPoll: lastOf('poll'), error });
    if (error === null) break;
    expect(error).toMatchObject({ fault: 'transient', code: 'run_timeout' });
  }
  return {
    rows,
    failed: tools.failed,
    attempts,
    billed: [...submits.values()].reduce((sum, count) => sum + count, 0),
    submits,
    requests,
  };
}
