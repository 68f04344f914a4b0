import { describe, expect, it } from 'vitest';
import { retryingFlow, type RetryEvent } from '../../../src/flow/retrying-flow.ts';
import { neverEnding } from '../../../src/flow/time-scope.ts';
import { until } from '../../support/until.ts';
import { faults } from '../../emulator/emulated.ts';
import { DEFAULT_TIME_LIMITS } from '../../../src/ocr/azure/engine-config.ts';
import {
  AZURE_ENGINES,
  type AzureEngine,
  emulatedAzure,
  engineFor,
  plainImage,
  textsOf,
} from './support/azure-engines.ts';
import { IdleClock } from './support/idle-clock.ts';

const scope = neverEnding();

/** What a call survives: the image and its neighbours are read as if nothing had happened. */
const SURVIVED = {
  'a 429 with Retry-After': { fault: 'throttle', retry_after: 1 },
  'a 429 that says when in its text only': { fault: 'throttle', retry_after: 1, header: false },
  'a 500 with JSON': { fault: 'status', status: 500, body: 'json' },
  'a 502 with HTML': { fault: 'status', status: 502, body: 'html' },
  'a 503 without a body': { fault: 'status', status: 503, body: 'empty' },
  'a connection cut before the request’s body was read': { fault: 'reset', when: 'before_body' },
  'a connection cut after it': { fault: 'reset', when: 'after_body' },
  'a connection cut before the response': { fault: 'reset', when: 'before_response' },
  'a connection cut in the middle of the response': { fault: 'reset', when: 'during_response' },
  'a slow response': { fault: 'slow_body', seconds: 0.2 },
  'a response cut short': { fault: 'bad_body', body: 'truncated' },
  'a response that is no JSON': { fault: 'bad_body', body: 'invalid' },
  'an HTML page with 200': { fault: 'bad_body', body: 'html' },
};

interface Rule {
  readonly on: string;
  readonly fault: string;
  readonly [field: string]: unknown;
}

/** Reads three images at once, with a fault script. What hangs does so until the limit of its request. */
async function readThree(subject: AzureEngine, rule: Rule) {
  const emulator = await emulatedAzure({ faults: faults(rule) });
  const clock = new IdleClock();
  const retries: RetryEvent[] = [];
  const flow = clock.standingStill(retryingFlow({ clock, onRetry: (event) => retries.push(event) }));
  const { engine } = engineFor(subject, emulator, { flow });
  const images = await Promise.all(['red', 'green', 'blue'].map(plainImage));
  const reads = Promise.allSettled(images.map((image) => engine.read(image, scope)));
  if (rule.fault === 'hang') {
    const hangsAlone = () =>
      (emulator.stats().operations[rule.on]?.faults ?? 0) === 1 && clock.inProgress === 1;
    await until(hangsAlone, 20_000);
    clock.elapse(DEFAULT_TIME_LIMITS.requestMs);
  }
  const settled = await reads;
  const texts = settled.map((result) =>
    result.status === 'fulfilled'
      ? result.value.pages[0]?.lines.map(({ text }) => text)
      : (result.reason as Error & { code: string }).code,
  );
  return {
    texts,
    expected: await Promise.all(images.map(textsOf)),
    retries,
    stats: emulator.stats(),
    images,
  };
}

const callsOf = ({ submit, poll }: AzureEngine) => [submit, poll].filter((call) => call !== null);

describe.each(AZURE_ENGINES)('$name', (subject) => {
  const cases = callsOf(subject).flatMap((call) =>
    Object.entries(SURVIVED).map(([title, fault]) => ({ title, call, fault })),
  );

  it.each(cases)('survives $title at $call', async ({ call, fault }) => {
    const { texts, expected, stats } = await readThree(subject, { on: call, nth: 1, ...fault });
    expect(texts).toEqual(expected);
    expect(stats.operations[call]?.faults).toBe(1);
    expect(stats.billed_twice.length).toBeLessThanOrEqual(1);
  });

  it('waits out a burst of 429 as long as it is told', async () => {
    const rule = { on: subject.submit, from: 1, to: 6, fault: 'throttle', retry_after: 2 };
    const { texts, expected, retries, stats } = await readThree(subject, rule);
    expect(texts).toEqual(expected);
    expect(retries.map(({ waitMs, code }) => [waitMs, code])).toEqual(
      Array.from({ length: 6 }, () => [2000, '429']),
    );
    expect(stats.billed_twice).toEqual([]);
  });

  it('gives up on a service that stays away, with what it last said', async () => {
    const rule = { on: subject.submit, fault: 'status', status: 503, body: 'empty', retry_after: 600 };
    const { texts, retries } = await readThree(subject, rule);
    expect(texts).toEqual(['503', '503', '503']);
    expect(retries).toEqual([]);
  });
});

describe.each(AZURE_ENGINES.filter(({ poll }) => poll !== null))('an operation of $name', (subject) => {
  it.each(['foreign', 'missing'])('whose Operation-Location is %s', async (location) => {
    const rule = { on: subject.submit, nth: 1, fault: 'operation_location', location };
    const { texts, expected, stats } = await readThree(subject, rule);
    expect(texts).toEqual(expected);
    expect(stats.billed_twice).toHaveLength(location === 'missing' ? 1 : 0);
  });

  it.each(['failed', 'failed_with_errors', 'capital_failed', 'vanished'])(
    'that ends as %s once',
    async (ends) => {
      const { texts, expected } = await readThree(subject, {
        on: subject.submit,
        nth: 1,
        fault: 'operation',
        ends,
      });
      expect(texts).toEqual(expected);
    },
  );

  it('that fails every time is one image’s failure', async () => {
    const { sha256 } = await plainImage('red');
    const rule = { on: subject.submit, image: sha256, fault: 'operation', ends: 'failed' };
    const { texts, expected, stats } = await readThree(subject, rule);
    expect(texts).toEqual([expect.stringMatching(/failed$|Error$/), ...expected.slice(1)]);
    expect(stats.operations[subject.submit]?.requests).toBe(5);
  });
});

describe('what does not end', () => {
  const hanging = AZURE_ENGINES.flatMap((subject) =>
    callsOf(subject).map((call) => ({ name: subject.name, subject, call })),
  );
  it.each(hanging)('$name survives a server that hangs at $call', async ({ subject, call }) => {
    const { texts, expected, stats } = await readThree(subject, { on: call, nth: 1, fault: 'hang' });
    expect(texts).toEqual(expected);
    expect(stats.operations[call]?.faults).toBe(1);
    expect(stats.billed_twice).toEqual([]);
  });

  it.each(AZURE_ENGINES.filter(({ poll }) => poll !== null))(
    'an operation of $name that is stuck ends with the image’s time',
    async (subject) => {
      const { sha256 } = await plainImage('red');
      const rule = { on: subject.submit, image: sha256, fault: 'operation', ends: 'stuck' };
      const { texts, expected } = await readThree(subject, rule);
      expect(texts).toEqual(['image_timeout', ...expected.slice(1)]);
    },
  );
});

describe('read-container', () => {
  const [, subject] = AZURE_ENGINES;

  it.each(['failed', 'failed_with_errors', 'capital_failed'])(
    'repeats what ends as %s once',
    async (ends) => {
      const { texts, expected } = await readThree(subject, {
        on: 'read.sync',
        nth: 1,
        fault: 'operation',
        ends,
      });
      expect(texts).toEqual(expected);
    },
  );
});
