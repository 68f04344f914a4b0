import { expect, it } from 'vitest';
import { pacedFlow } from '../../../src/flow/paced-flow.ts';
import type { RetryEvent } from '../../../src/flow/retrying-flow.ts';
import { neverEnding } from '../../../src/flow/time-scope.ts';
import { publishedRates } from '../../../src/ocr/azure/published-rates.ts';
import { AZURE_ENGINES, emulatedAzure, engineFor, plainImage } from './support/azure-engines.ts';

const COLOURS = ['red', 'green', 'blue', 'cyan', 'magenta', 'yellow', 'black', 'white', 'grey', 'orange'];

/** In real time: the emulator counts in it. */
function pacedEngine(subject: (typeof AZURE_ENGINES)[number], server: { url: string; ca: string | null }) {
  const rates = publishedRates(subject.name, 'paid').map(({ budgets, published }) => ({
    budgets,
    plan: { published, stated: 40, processes: 1 },
  }));
  const retries: RetryEvent[] = [];
  const flow = pacedFlow(rates, { onRetry: (event) => retries.push(event) });
  const { engine } = engineFor(subject, server, { flow, timeLimits: { firstPollMs: 200 } });
  return { engine, retries };
}

it.each(AZURE_ENGINES)('$name is not rejected at the rate that is stated', async (subject) => {
  const rate = { calls: 50, periodMs: 1000 };
  const emulator = await emulatedAzure({
    rates: {
      read: rate,
      'image-analysis': rate,
      'document-intelligence-analyze': rate,
      'document-intelligence-get': rate,
      'custom-vision-nostore': null,
    },
  });
  const { engine, retries } = pacedEngine(subject, emulator);
  const images = await Promise.all(COLOURS.map((colour) => plainImage(colour)));
  const readings = await Promise.all(images.map((image) => engine.read(image, neverEnding())));
  expect(readings).toHaveLength(images.length);
  expect(retries).toEqual([]);
  expect(emulator.stats()).toMatchObject({ billed_pages: images.length, billed_twice: [] });
  expect(emulator.stats().requests).toBeLessThanOrEqual(3 * images.length);
});

it('polls most operations once when all take the same time', async () => {
  const emulator = await emulatedAzure({ latency: { kind: 'fixed', ms: 100 } });
  const { engine } = pacedEngine(AZURE_ENGINES[0], emulator);
  const images = await Promise.all(COLOURS.map((colour) => plainImage(colour)));
  await Promise.all(images.map((image) => engine.read(image, neverEnding())));
  expect(emulator.stats().requests).toBeLessThanOrEqual(2.5 * images.length);
});
