import { EventEmitter } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { serveHttp } from '../../support/azure/local-server.ts';
import { emulated } from '../../emulator/emulated.ts';
import { runIn } from '../run-in.ts';

const KEY = 'c4nary-k3y';

it('--json is one object, with the arguments after --', async () => {
  const emulator = await emulated({ key: KEY });
  const argv = [
    'check',
    '--json',
    '--',
    '--kv_readapi',
    'ocr-read',
    '--secrets',
    'env',
    '--read_endpoint',
    emulator.url,
  ];
  const { code, out } = await runIn('/', argv, { env: { PARALLEL_RUN_OCR_SECRET_OCR_READ: 'wrong-k3y' } });
  expect(JSON.parse(out)).toEqual({
    ok: false,
    steps: [
      {
        step: 'Secret ocr-read',
        status: 'ok',
        duration_ms: expect.any(Number) as unknown,
        detail: `key for ${emulator.url}`,
        code: null,
        fix: null,
      },
      {
        step: 'Read API',
        status: 'failed',
        duration_ms: expect.any(Number) as unknown,
        detail: expect.stringContaining('Access denied') as unknown,
        code: 'key_rejected',
        fix: 'key',
      },
    ],
  });
  expect(out).not.toContain('k3y');
  expect(code).toBe(3);
});

it('Ctrl-C ends it with 130 while a service keeps it waiting', async () => {
  const signals = new EventEmitter();
  const silent = await serveHttp(() => void signals.emit('SIGINT'));
  onTestFinished(() => silent.close());
  const argv = ['--kv_readapi', 'ocr-read', '--secrets', 'env', '--read_endpoint', silent.url];
  const env = { PARALLEL_RUN_OCR_SECRET_OCR_READ: KEY };
  const { code, out } = await runIn('/', ['check', ...argv], { env, signals });
  expect(code).toBe(130);
  expect(out).toMatch(/^ok {6}Secret ocr-read .*\n$/);
});

it.each([
  [[], 'No engine is chosen'],
  [['--kv_readapi', 'a_b'], '--kv_readapi is "a_b": give a Key Vault secret name'],
])('%j is wrong usage', async (argv, message) => {
  const { code, out, err } = await runIn('/', ['check', ...argv]);
  expect(err).toContain(message);
  expect(err).toContain('See parallel-run-ocr check --help');
  expect({ code, out }).toEqual({ code: 2, out: '' });
});

it('--help says what it costs and what the exit codes mean', async () => {
  const { code, out } = await runIn('/', ['check', '--help']);
  expect(out).toMatch(/calls are\nbilled[\s\S]*Exit codes:\n {2}0 /);
  expect(code).toBe(0);
});
