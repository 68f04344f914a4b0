import { expect, it } from 'vitest';
import { retryingFlow } from '../../../src/flow/retrying-flow.ts';
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

it('never polls early on the free tier, where a poll may cost a minute', async () => {
  const ages = await pollAges(300, 20, { tier: 'free' });
  expect(ages).toEqual(Array.from({ length: 20 }, () => [8000]));
});

it('polls the last image more often', async () => {
  const [only = []] = await pollAges(3000, 1);
  expect(only.map(Math.round)).toEqual([1000, 1150, 1323, 1521, 1749, 2011, 2313, 2660, 3059]);
});
