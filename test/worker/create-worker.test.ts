import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseArguments } from '../../src/config/parse-arguments.ts';
import type { Row } from '../../src/contract/row.ts';
import { neverAborted } from '../../src/flow/abort.ts';
import { toAccessRequest } from '../../src/worker/create-service-engine.ts';
import { createWorker } from '../../src/worker/create-worker.ts';
import { png } from '../emulator/emulated.ts';
import { scriptedServer } from '../ocr/azure/support/scripted-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

const COLOURS = ['red', 'green', 'blue', 'white', 'black', 'yellow'];
const BLANK = { status: 200, body: { status: 'succeeded', analyzeResult: { readResults: [] } } };

/** A worker with a container that responds when `respond` does, and images of different contents. */
async function startWorker(respond: () => Promise<void>, argv: readonly string[] = []) {
  const server = await scriptedServer(async () => {
    await respond();
    return BLANK;
  });
  onTestFinished(() => server.close());
  const folder = await temporaryFolder();
  const images = COLOURS.map((colour) => join(folder, `${colour}.png`));
  for (const [index, image] of images.entries()) await writeFile(image, await png(COLOURS[index]));
  const worker = await createWorker(
    ['--engine=read-container', `--read_endpoint=${server.url}`, '--store=off', ...argv],
    { env: {}, processId: 1, write: () => {} },
  );
  const run = async (): Promise<string[]> =>
    (await worker.run(images, null, neverAborted)).map((row) => (JSON.parse(row) as Row).status);
  return { worker, run, server };
}

describe('a worker', () => {
  it.each([1, 3])('has %d images in progress with --max_concurrency', async (most) => {
    const counts = { now: 0, most: 0 };
    const respond = async (): Promise<void> => {
      counts.most = Math.max(counts.most, ++counts.now);
      await until(() => counts.most >= most);
      // One too many has time to come.
      await delay(20);
      counts.now -= 1;
    };
    const { worker, run } = await startWorker(respond, [`--max_concurrency=${most}`]);
    expect(await run()).toEqual(COLOURS.map(() => 'no_text'));
    await worker.shutdown();
    expect(counts.most).toBe(most);
  });

  it('ends once the run in progress has ended', async () => {
    let respond = (): void => {};
    const responds = new Promise<void>((resolve) => (respond = resolve));
    const { worker, run, server } = await startWorker(() => responds, ['--max_concurrency=1']);
    const rows = run();
    await until(() => server.received.length > 0);
    const ended = worker.shutdown();
    respond();
    expect(await rows).toEqual(COLOURS.map(() => 'no_text'));
    await ended;
  });
});

describe('the secrets that are read', () => {
  const read = (...argv: string[]) => {
    const { kvReadapi, kvCustomimage } = toAccessRequest(parseArguments(argv, {}));
    return [kvReadapi, kvCustomimage];
  };
  const NAMED = ['--kv_readapi=r', '--kv_customimage=c', '--read_endpoint=https://a.example'];

  it.each([
    ['read', [], ['r', 'c']],
    ['document-intelligence', [], ['r', 'c']],
    ['read', ['--service_auth=entra'], [null, 'c']],
    ['read-container', [], [null, 'c']],
    ['offline', [], [null, null]],
  ])('by --engine %s with %j are %j', (engine, argv, secrets) => {
    expect(read(`--engine=${engine}`, ...NAMED, ...argv)).toEqual(secrets);
  });
});
