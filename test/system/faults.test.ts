import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorker } from '../../src/worker/create-worker.ts';
import { createEntryPoint } from '../../entry/entry-point.ts';
import type { Row } from '../../src/contract/row.ts';
import { startEmulator } from '../../src/emulator/server/start-emulator.ts';
import type { EmulatorStats } from '../../src/emulator/server/stats.ts';
import { faults, instantEngine, KEY, PAGE, png } from '../emulator/emulated.ts';

// Each fault of a service as the host sees it: four images in one mini-batch, something happens to one of them.

const COMMON = ['--kv_readapi', 'ocr-read', '--secrets', 'env', '--failed_items', 'row'];
const PROJECT = '3b1e0e6a-5a5b-4a51-9d3e-0c1f2a3b4c5d';
const SUBMIT = 'read.submit';
const POLL = 'read.result';
/** Stands for its fingerprint in a rule. */
const THIRD = 'the third';
const DETECT = 'custom-vision.detect-nostore';

interface Outcome {
  readonly rows: readonly Row[];
  readonly stats: EmulatorStats;
}

let folder = '';
let paths: string[] = [];
let third = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parallel-run-ocr-'));
  paths = ['red', 'green', 'blue', 'white'].map((colour) => join(folder, `${colour}.png`));
  for (const path of paths) await writeFile(path, await png(basename(path, '.png')));
  third = createHash('sha256')
    .update(await readFile(paths[2] ?? ''))
    .digest('hex');
});
afterAll(() => rm(folder, { recursive: true }));

/**
 * One mini-batch through a worker of its own. It cleans up itself: the tests overlap.
 *
 * @param rule with `image: THIRD` where it is for the third image only
 */
async function runWith(rule: object, detect: boolean): Promise<Outcome> {
  const script = faults('image' in rule ? { ...rule, image: third } : rule);
  const engine = instantEngine(PAGE);
  const emulator = await startEmulator({ engine, faults: script, rates: { read: null } });
  const entry = createEntryPoint(createWorker, {
    env: { PARALLEL_RUN_OCR_SECRET_OCR_READ: KEY, PARALLEL_RUN_OCR_SECRET_PLATES: KEY },
    processId: 1,
    write: () => {},
  });
  const { url } = emulator;
  const detector = ['--custom_vision_project', PROJECT, '--custom_vision_published_name', 'plates'];
  try {
    await entry.init([
      ...COMMON,
      '--read_endpoint',
      url,
      ...(detect ? ['--kv_customimage', 'plates', '--custom_vision_endpoint', url, ...detector] : []),
    ]);
    const rows = await entry.run(paths);
    return { rows: rows.map((row) => JSON.parse(row) as Row), stats: emulator.stats() };
  } finally {
    await entry.shutdown();
    await emulator.close();
  }
}

const PASSING: readonly (readonly [string, object])[] = [
  ['429 with Retry-After', { fault: 'throttle', retry_after: 1 }],
  ['429 that says when in its text only', { fault: 'throttle', retry_after: 1, header: false }],
  ['500 as JSON', { fault: 'status', status: 500, body: 'json' }],
  ['502 as HTML', { fault: 'status', status: 502, body: 'html' }],
  ['503 without a body', { fault: 'status', status: 503, body: 'empty' }],
  ['a reset before the body', { fault: 'reset', when: 'before_body' }],
  ['a reset after the body', { fault: 'reset', when: 'after_body' }],
  ['a reset instead of the response', { fault: 'reset', when: 'before_response' }],
  ['a reset in the response', { fault: 'reset', when: 'during_response' }],
  ['a hang that ends in a reset', { fault: 'hang', seconds: 0.5 }],
  ['a slow body', { fault: 'slow_body', seconds: 0.5 }],
  ['truncated JSON', { fault: 'bad_body', body: 'truncated' }],
  ['invalid JSON', { fault: 'bad_body', body: 'invalid' }],
  ['HTML with 200', { fault: 'bad_body', body: 'html' }],
];

const ENDINGS: readonly (readonly [string, object])[] = [
  ['fails without a reason', { fault: 'operation', ends: 'failed' }],
  ['fails with reasons', { fault: 'operation', ends: 'failed_with_errors' }],
  ['fails as the container writes it', { fault: 'operation', ends: 'capital_failed' }],
  ['vanishes', { fault: 'operation', ends: 'vanished' }],
  ['has a foreign address', { fault: 'operation_location', location: 'foreign' }],
  ['has no address', { fault: 'operation_location', location: 'missing' }],
];

describe.concurrent('what passes: every image is read', () => {
  const calls = [SUBMIT, POLL, DETECT];
  it.each(calls.flatMap((call) => PASSING.map(([title, fault]) => ({ title, call, fault }))))(
    '$title at $call',
    async ({ call, fault }) => {
      const { rows, stats } = await runWith({ on: call, nth: 1, ...fault }, call === DETECT);
      expect(rows.map(({ status }) => status)).toEqual(Array.from({ length: 4 }, () => 'succeeded'));
      expect(stats.operations[call]?.faults).toBe(1);
    },
  );

  it.each(ENDINGS)('an operation that %s, once', async (_, fault) => {
    const { rows, stats } = await runWith({ on: SUBMIT, nth: 1, image: THIRD, ...fault }, false);
    expect(rows.map(({ status }) => status)).toEqual(Array.from({ length: 4 }, () => 'succeeded'));
    expect(stats.operations[SUBMIT]?.faults).toBe(1);
  });
});

describe.concurrent('what stays: only that image fails, with a reason', () => {
  it.each([
    ['an operation that fails every time', { on: SUBMIT, fault: 'operation', ends: 'failed' }, false],
    ['a rejection by the reader', { on: SUBMIT, fault: 'status', status: 400 }, false],
    ['a rejection by the detector', { on: DETECT, fault: 'status', status: 400 }, true],
  ])('%s', async (_, fault, detect) => {
    const { rows } = await runWith({ image: THIRD, ...fault }, detect);
    const outcomes = rows.map(({ status, error }) =>
      error === null ? status : { status, code: error.code },
    );
    const failed = { status: 'failed', code: expect.stringMatching(/./) as unknown };
    expect(outcomes).toEqual(['succeeded', 'succeeded', failed, 'succeeded']);
  });
});
