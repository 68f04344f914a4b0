import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, it, vi } from 'vitest';
import { OPTIONS, type OptionName } from '../../src/config/options.ts';
import { type Emulator, startEmulator } from '../../src/emulator/server/start-emulator.ts';
import { MSI_PATH, MSI_SECRET } from '../../src/emulator/services/managed-identity.ts';
import type { Row } from '../../src/contract/row.ts';
import { neverAborted } from '../../src/flow/abort.ts';
import { createWorker } from '../../src/worker/create-worker.ts';
import { instantEngine, KEY, PAGE, png } from '../emulator/emulated.ts';
import { type OnFinished, temporaryFolder } from '../support/temporary-folder.ts';
import { type Arguments, CASES, type Seen } from './support/option-cases.ts';
import { recordingGateway } from './support/recording-gateway.ts';

// An option that is parsed and then reaches nothing passes every test of the parser. Each is given here to a worker that runs, and
// must change what is sent, returned, logged or stored.

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ engine: instantEngine(PAGE), rates: { read: null } });
  vi.stubEnv('MSI_ENDPOINT', `${emulator.url}${MSI_PATH}`);
  vi.stubEnv('MSI_SECRET', MSI_SECRET);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await emulator.close();
});

async function seen(name: OptionName, isGiven: boolean, onFinished: OnFinished): Promise<Seen> {
  const { value, beside = {}, miniBatch } = CASES[name];
  const folder = await folderWithImages(onFinished);
  const gateway = await recordingGateway(emulator.url, name === 'image_timeout');
  onFinished(() => gateway.close());
  const given: Arguments = {
    kv_readapi: 'ocr',
    secrets: 'env',
    read_endpoint: 'http://127.0.0.1:PORT',
    store: 'off',
    failed_items: 'row',
    ...beside,
    ...(isGiven ? { [name]: value } : {}),
  };
  const argv = Object.entries(given)
    .filter(([, text]) => text !== undefined)
    .flatMap(([option, text = '']) => [
      `--${option}`,
      text.replace('PORT', String(gateway.port)).replace('FOLDER', folder),
    ]);
  let log = '';
  const env = {
    PARALLEL_RUN_OCR_SECRET_OCR: KEY,
    PARALLEL_RUN_OCR_SECRET_OTHER: 'another-key-of-tests',
    PARALLEL_RUN_OCR_MODELS: join(folder, 'models'),
  };
  let error = '';
  let texts: readonly string[] = [];
  try {
    const worker = await createWorker(argv, { env, processId: 1, write: (line) => void (log += line) });
    const images = ['2020/08/07/a.png', '2020/08/08/b.png'].map((file) => join(folder, file));
    try {
      texts = await worker.run(miniBatch?.(folder, gateway.port) ?? images, null, neverAborted);
    } finally {
      await worker.shutdown();
    }
  } catch (thrown) {
    error = (thrown as Error).message;
  }
  const rows = texts.filter((text) => text.startsWith('{')).map((text) => JSON.parse(text) as Row);
  return { error, texts, rows, log, gateway, files: await readdir(folder, { recursive: true }) };
}

async function folderWithImages(onFinished: OnFinished): Promise<string> {
  const folder = await temporaryFolder(onFinished);
  await mkdir(join(folder, '2020/08/07'), { recursive: true });
  await mkdir(join(folder, '2020/08/08'), { recursive: true });
  await writeFile(join(folder, '2020/08/07/a.png'), await png('red'));
  await writeFile(join(folder, '2020/08/08/b.png'), await png('green'));
  await writeFile(join(folder, '=1.png'), await png('blue'));
  await writeFile(join(folder, 'broken.png'), 'no image');
  await writeFile(join(folder, '5-mib.png'), Buffer.concat([await png(), Buffer.alloc(5 * 1024 * 1024)]));
  await writeFile(
    join(folder, 'cameras.csv'),
    'file,second,camera\n2020/08/07/a.png,2020/08/08/b.png,north\n2020/08/08/b.png,2020/08/07/a.png,south\n',
  );
  return folder;
}

// They wait for the services, so they overlap.
it.concurrent.for(Object.keys(OPTIONS) as OptionName[])(
  '--%s changes what the worker does',
  async (name, { expect, onTestFinished }) => {
    const { see, given, ...rest } = CASES[name];
    if ('without' in rest) expect(see(await seen(name, false, onTestFinished))).toEqual(rest.without);
    expect(see(await seen(name, true, onTestFinished))).toEqual(given);
    expect(given).not.toEqual(rest.without);
  },
);
