import { expect, it } from 'vitest';
import { seededRandom } from '../../../src/flow/seeded-random.ts';
import { neverAborted } from '../../../src/flow/abort.ts';
import { retryingFlow } from '../../../src/flow/retrying-flow.ts';
import { pacedFlow } from '../../../src/flow/paced-flow.ts';
import { sleep } from '../../../src/flow/sleep.ts';
import { neverEnding } from '../../../src/flow/time-scope.ts';
import { silentLogger } from '../../../src/logging/logger.ts';
import type { AzureEngineConfig } from '../../../src/ocr/azure/engine-config.ts';
import { operationReader } from '../../../src/ocr/azure/operation-reader.ts';
import { ManualClock } from '../../flow/manual-clock.ts';
import { contentOf } from './support/azure-engines.ts';

/** Reads images one after another from a service that takes `latencyMs`; gives the ages of all polls. */
async function pollAges(latencyMs: number, images: number, config: Partial<AzureEngineConfig> = {}) {
  const clock = new ManualClock();
  const ages: number[][] = [];
  let submittedAt = 0;
  const read = operationReader<string>(
    {
      submit() {
        submittedAt = clock.now();
        ages.push([]);
        return Promise.resolve({ id: 'id', retryAfterMs: null });
      },
      poll() {
        const age = clock.now() - submittedAt;
        ages.at(-1)?.push(age);
        return Promise.resolve(
          age < latencyMs ? { state: 'running', retryAfterMs: null } : { state: 'succeeded', value: 'text' },
        );
      },
    },
    {
      endpoint: 'https://test',
      auth: { kind: 'none' },
      flow: retryingFlow({ clock }),
      logger: silentLogger,
      ...config,
    },
    'test',
  );
  for (let index = 0; index < images; index += 1) {
    const reading = read(contentOf(Buffer.from(`image ${index}`)), neverEnding());
    await clock.elapse(60_000);
    await reading;
  }
  return ages;
}

it('learns when a result is likely, so that most images are polled once', async () => {
  const ages = await pollAges(3000, 60);
  expect(ages[0]?.length).toBeGreaterThan(3);
  const late = ages.slice(30);
  expect(late.filter((polls) => polls.length === 1).length).toBeGreaterThan(20);
  expect(Math.max(...late.flat())).toBeLessThan(4500);
});

/** Reads images that are all there at once, at a rate that submits and polls share; readings take a log-normal time. */
async function readAtOnce({
  images,
  perSecond,
  latencyMs,
}: Record<'images' | 'perSecond' | 'latencyMs', number>) {
  const clock = new ManualClock();
  const random = seededRandom('latencies');
  const endsAt = new Map<string, number>();
  let requests = 0;
  const request = async <T>(response: () => T): Promise<T> => {
    requests += 1;
    const value = response();
    await sleep(clock, 50, neverAborted);
    return value;
  };
  const operation = {
    submit: () =>
      request(() => {
        const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
        const id = String(endsAt.size);
        endsAt.set(id, clock.now() + latencyMs * Math.exp(0.3 * normal));
        return { id, retryAfterMs: null };
      }),
    poll: (id: string) =>
      request(() =>
        clock.now() < (endsAt.get(id) ?? 0)
          ? ({ state: 'running', retryAfterMs: null } as const)
          : ({ state: 'succeeded', value: id } as const),
      ),
  };
  const published = { kind: 'per-second', requests: perSecond } as const;
  const plan = { published, stated: perSecond, processes: 1 };
  const flow = pacedFlow([{ budgets: ['submit', 'result'], plan }], { clock, random: () => 0 });
  const config = { endpoint: 'https://test', auth: { kind: 'none' }, flow, logger: silentLogger } as const;
  const read = operationReader<string>(operation, config, 'test');
  const start = clock.now();
  const ends: number[] = [];
  for (let index = 0; index < images; index += 1) {
    const reading = read(contentOf(Buffer.from(`image ${index}`)), neverEnding());
    void reading.then(() => ends.push(clock.now() - start));
  }
  while (ends.length < images) await clock.elapse(1000);
  return { requestsPerImage: requests / images, tookMs: Math.max(...ends) };
}

it.each([200, 1500, 5000, 20_000])(
  'polls most of many images once, also when the first ones are still to show that readings take %i ms',
  async (latencyMs) => {
    const { requestsPerImage, tookMs } = await readAtOnce({ images: 300, perSecond: 20, latencyMs });
    expect(requestsPerImage).toBeLessThan(2.25);
    expect(tookMs).toBeLessThan(30_000 + 3 * latencyMs);
    const fewer = await readAtOnce({ images: 100, perSecond: 100, latencyMs });
    expect(fewer.requestsPerImage).toBeLessThan(3);
  },
);

it('never polls early on the free tier, where a poll may cost a minute', async () => {
  const ages = await pollAges(300, 20, { tier: 'free' });
  expect(ages).toEqual(Array.from({ length: 20 }, () => [8000]));
});

it('polls the last image more often', async () => {
  const [only = []] = await pollAges(3000, 1);
  expect(only.map(Math.round)).toEqual([1000, 1150, 1323, 1521, 1749, 2011, 2313, 2660, 3059]);
});
