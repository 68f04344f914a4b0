import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEntryPoint } from '../../entry/entry-point.ts';
import { serve } from '../../entry/serve.ts';
import { ECHO_FORMS, type EchoForm } from '../../src/emulator/faults/echo-forms.ts';
import { startEmulator } from '../../src/emulator/server/start-emulator.ts';
import type { Line } from '../../src/ocr/reading.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { createWorker } from '../../src/worker/create-worker.ts';
import { createSession } from '../../src/worker/session.ts';
import { faults, instantEngine, PAGE, png } from '../emulator/emulated.ts';
import { until } from '../support/until.ts';
import { CanarySearch } from './canary-search.ts';

// A service that repeats the key in each form that the emulator knows, and every place where its words may end up.

const KEY = 'Ech0/K3y+of=a~serv1ce-1';
const search = new CanarySearch({ 'the key': KEY });
const FORMS = Object.keys(ECHO_FORMS) as EchoForm[];

let folder = '';
let image = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parallel-run-ocr-'));
  image = join(folder, 'a.png');
  await writeFile(image, await png());
});
afterAll(() => rm(folder, { recursive: true }));

interface Output {
  readonly rows: readonly string[];
  readonly error: string;
  readonly log: string;
  readonly failedItems: string;
}

async function outputOf(
  name: string,
  options: Parameters<typeof startEmulator>[0],
  argv: readonly string[] = [],
): Promise<Output> {
  const emulator = await startEmulator({ engine: instantEngine(PAGE), key: KEY, ...options });
  let log = '';
  const write = (line: string): void => void (log += line);
  const env = { PARALLEL_RUN_OCR_SECRET_OCR_READ: KEY };
  const entry = createEntryPoint(createWorker, { env, processId: 1, write });
  const output = join(folder, name);
  try {
    const all = ['--kv_readapi', 'ocr-read', '--secrets', 'env', '--read_endpoint', emulator.url];
    await entry.init([
      ...all,
      '--output',
      output,
      '--logging_level',
      'DEBUG',
      '--failed_items',
      'row',
      ...argv,
    ]);
    let error = '';
    const rows = await entry.run([image]).catch((thrown: unknown) => {
      error = `${(thrown as Error).stack}`;
      return [];
    });
    return { rows, error, log, failedItems: await textsIn(join(output, 'failed_items')) };
  } finally {
    await entry.shutdown();
    await emulator.close();
  }
}

async function textsIn(place: string): Promise<string> {
  const entries = await readdir(place, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((found) => found.isFile());
  return (
    await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')))
  ).join('');
}

const lineOf = (text: string): Line => ({ text, confidence: 0.9, box: PAGE.lines[0]!.box, words: [] });

/** Neither the form itself, nor what a search for other spellings finds. */
function expectNoKey(text: string, form: EchoForm): void {
  expect(search.inText(form, text)).toEqual([]);
  expect(text).not.toContain(ECHO_FORMS[form](KEY));
  expect(text.replaceAll(/\s|\\[nr]/g, '')).not.toContain(KEY);
}

describe.concurrent.each(FORMS)('a key that comes back as %s', (form) => {
  it('is not in the failed row, the failed items and the log', async () => {
    const script = faults({ on: 'read.submit', fault: 'echo', status: 400, as: form });
    const { rows, log, failedItems } = await outputOf(`400-${form}`, { faults: script });
    for (const text of [rows.join('\n'), log, failedItems]) {
      expect(text).toContain('[secret]');
      expectNoKey(text, form);
    }
    expect(JSON.parse(rows[0] ?? '')).toMatchObject({ status: 'failed', error: { code: 'Echo' } });
  });

  it('is not in the error that run() raises', async () => {
    const script = faults({ on: 'read.submit', fault: 'echo', status: 403, as: form });
    const { error, log } = await outputOf(`403-${form}`, { faults: script });
    expect(error).toContain('[secret]');
    expectNoKey(error + log, form);
  });

  it.each(['jsonl', 'csv'])('is not in the text of a %s row', async (format) => {
    const said = ECHO_FORMS[form](KEY);
    const lines = [said, ...said.split(/\s+/)].map(lineOf);
    const engine = instantEngine({ ...PAGE, lines });
    const { rows } = await outputOf(`200-${form}-${format}`, { engine }, ['--row_format', format]);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toContain('[secret]');
    expectNoKey(rows[0] ?? '', form);
  });
});

it.each(FORMS)('the error reply of the channel has no key that comes back as %s', async (form) => {
  const sent: string[] = [];
  expect(String(new Secret(KEY))).toBe('[secret]');
  const session = createSession(() => Promise.reject(new Error(`init failed with ${ECHO_FORMS[form](KEY)}`)));
  const server = serve(session, { send: async (line) => void sent.push(line) });
  server.receive(Buffer.from('{"jsonrpc":"2.0","id":1,"method":"init","params":{"argv":[]}}'));
  await until(() => sent.length === 1);
  expect(sent[0]).toContain('[secret]');
  expectNoKey(sent[0] ?? '', form);
});
