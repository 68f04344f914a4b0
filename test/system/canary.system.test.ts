import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { faults } from '../emulator/emulated.ts';
import { ENTRY, replayOf, vaultOf } from './canary-cluster.ts';
import { clusterOf, folderWithImages, KEY, runAndSearch } from './canary-run.ts';

// The whole system, from the command line through the Python entry script to the services, with secrets that are known here.
// `runAndSearch` fails when one of them shows up anywhere. What ends a job: canary-failures.system.test.ts.

vi.setConfig({ testTimeout: 60_000 });

const STORM = faults(
  { on: 'identity.token', nth: 1, fault: 'status', status: 500, body: 'html' },
  { on: 'key-vault.secret', nth: 3, fault: 'status', status: 503, body: 'html' },
  { on: 'key-vault.secret', nth: 4, fault: 'throttle', retry_after: 1 },
  { on: 'key-vault.secret', nth: 6, fault: 'bad_body', body: 'truncated' },
  { on: 'custom-vision.detect-nostore', nth: 2, fault: 'throttle', retry_after: 1 },
  { on: 'custom-vision.detect-nostore', nth: 3, fault: 'status', status: 500, body: 'html' },
  { on: 'custom-vision.detect-nostore', nth: 4, fault: 'reset', when: 'during_response' },
  { on: 'custom-vision.detect-nostore', nth: 12, fault: 'rotate_key' },
  { on: 'read.submit', from: 2, to: 4, fault: 'throttle', retry_after: 1, header: false },
  { on: 'read.submit', nth: 5, fault: 'status', status: 500, body: 'html' },
  { on: 'read.submit', nth: 6, fault: 'reset', when: 'after_body' },
  { on: 'read.submit', nth: 7, fault: 'operation', ends: 'failed_with_errors' },
  { on: 'read.submit', nth: 8, fault: 'operation', ends: 'vanished' },
  { on: 'read.submit', nth: 9, fault: 'operation_location', location: 'foreign' },
  { on: 'read.submit', nth: 10, fault: 'bad_body', body: 'html' },
  { on: 'read.submit', nth: 15, fault: 'rotate_key' },
  { on: 'read.result', nth: 2, fault: 'bad_body', body: 'truncated' },
  { on: 'read.result', nth: 3, fault: 'bad_body', body: 'invalid' },
);

it('a storm of faults, keys that rotate among them: every row comes, no secret shows', async () => {
  const emulator = await vaultOf({ faults: STORM });
  const folder = await folderWithImages(24);
  const run = await runAndSearch(
    folder,
    replayOf(ENTRY, { processes: 2, options: ['--mini_batch_size', '6'] }),
    await clusterOf(emulator, folder),
  );
  expect(run.code).toBe(0);
  expect(run.rows).toHaveLength(24);
  const { operations } = emulator.stats();
  const fired = Object.values(operations).reduce((sum, operation) => sum + operation.faults, 0);
  expect(fired).toBe(STORM.rules.length + 2);
  expect(operations['read.submit']?.statuses['401']).toBeGreaterThan(0);
  expect(operations['custom-vision.detect-nostore']?.statuses['401']).toBeGreaterThan(0);
});

it('secrets from the environment stay in the environment', async () => {
  const emulator = await vaultOf();
  const folder = await folderWithImages(3);
  const entry = ['--kv_readapi', 'ocr-read', '--secrets', 'env', '--read_endpoint', emulator.url];
  const env = { ...(await clusterOf(emulator, folder)), PARALLEL_RUN_OCR_SECRET_OCR_READ: KEY };
  const { code, rows } = await runAndSearch(folder, replayOf(entry), env);
  expect({ code, rows: rows.length }).toEqual({ code: 0, rows: 3 });
});

it('the check shows no secret, whatever works', async () => {
  const emulator = await vaultOf({ faults: faults({ on: 'read.submit', fault: 'throttle' }) });
  const folder = await folderWithImages(0);
  const run = await runAndSearch(folder, ['check', ...ENTRY], await clusterOf(emulator, folder));
  expect({ code: run.code, out: run.out }).toEqual({
    code: 3,
    out: expect.stringContaining('quota') as unknown,
  });
});

it('one that is left behind would be found', async () => {
  const emulator = await vaultOf();
  const folder = await folderWithImages(0);
  await appendFile(
    join(folder, 'left.log'),
    `authorization: ${Buffer.from(`u:${KEY}`).toString('base64')}\n`,
  );
  const found = runAndSearch(folder, ['check', '--help'], await clusterOf(emulator, folder));
  await expect(found).rejects.toMatchObject({
    actual: expect.stringContaining('left.log: the key') as unknown,
  });
});
