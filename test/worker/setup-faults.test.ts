import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { MiniBatch } from '../../src/contract/mini-batch.ts';
import type { Row } from '../../src/contract/row.ts';
import { neverAborted } from '../../src/flow/abort.ts';
import { createWorker } from '../../src/worker/create-worker.ts';
import { emulated, faults, KEY, png } from '../emulator/emulated.ts';
import { scriptedServer } from '../ocr/azure/support/scripted-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const COLOURS = ['red', 'green', 'blue', 'white', 'black'];
const PLATES = [
  '--kv_customimage=plates',
  '--custom_vision_project=3b1e0e6a-5a5b-4a51-9d3e-0c1f2a3b4c5d',
  '--custom_vision_published_name=plates',
  '--custom_vision_endpoint',
];
const DETECT = 'custom-vision.detect-nostore';

/** A worker against an emulator with these faults; both end with the test. */
async function setUp(rules: readonly object[], argv: readonly string[] = []) {
  const folder = await temporaryFolder();
  const images = COLOURS.map((colour) => join(folder, `${colour}.png`));
  for (const [index, image] of images.entries()) await writeFile(image, await png(COLOURS[index]));
  const rates = { read: null, 'custom-vision-nostore': null, 'document-intelligence-analyze': null };
  const emulator = await emulated({ rates, faults: faults(...rules) });
  const worker = await createWorker(
    [
      '--kv_readapi=ocr',
      '--secrets=env',
      `--read_endpoint=${emulator.url}`,
      ...argv.map((argument) => argument.replace('EMULATOR', emulator.url)),
    ],
    {
      env: { PARALLEL_RUN_OCR_SECRET_OCR: KEY, PARALLEL_RUN_OCR_SECRET_PLATES: KEY },
      processId: 1,
      write: () => {},
    },
  );
  onTestFinished(() => worker.shutdown());
  const run = async (miniBatch: MiniBatch): Promise<Row[]> =>
    (await worker.run(miniBatch, null, neverAborted)).map((row) => JSON.parse(row) as Row);
  return { run, images, emulator };
}

const odd = (on: string, extra: object = {}) => ({
  on,
  fault: 'status',
  status: 400,
  code: 'SomethingNew',
  message: 'It is wrong.',
  ...extra,
});

describe('a rejection that no table knows', () => {
  const SERVICES = [
    ['read', 'read.submit', []],
    ['read-container', 'read.sync', []],
    ['document-intelligence', 'document-intelligence.analyze', []],
    ['image-analysis', 'image-analysis.analyze', []],
    ['read', DETECT, [...PLATES, 'EMULATOR']],
  ] as const;

  it.each(SERVICES)('of every image by %s at %s is raised, with what to check', async (engine, on, argv) => {
    const { run, images } = await setUp([odd(on)], ['--engine', engine, ...argv]);
    await expect(run(images)).rejects.toMatchObject({
      fault: 'configuration',
      code: 'SomethingNew',
      message: expect.stringMatching(
        /HTTP 400 SomethingNew: It is wrong\. The .* rejected 3 different images .* Check the endpoint/,
      ),
    });
  });

  it('of every image is raised where each mini-batch has one image, and costs one call from then on', async () => {
    const { run, images, emulator } = await setUp([odd('read.submit')]);
    const [a = '', b = '', c = '', d = ''] = images;
    expect(await run([a])).toEqual([]);
    expect(await run([b])).toEqual([]);
    await expect(run([c])).rejects.toThrow('3 different images');
    await expect(run([c])).rejects.toThrow('3 different images');
    await expect(run([d])).rejects.toThrow('3 different images');
    expect(emulator.stats().operations['read.submit']?.requests).toBe(5);
  });

  it.each(['1', '5'])('of all but one is the fault of images, %s at a time', async (concurrency) => {
    const { run, images } = await setUp(
      [odd('read.submit', { nth: [1, 2, 4, 5] })],
      ['--max_concurrency', concurrency, '--failed_items', 'row'],
    );
    const statuses = (await run(images)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual(['failed', 'failed', 'failed', 'failed', 'succeeded']);
  });

  it.each([
    ['an empty body', { status: 400, body: 'empty' }, 'http_400'],
    ['a web page', { status: 400, body: 'html' }, 'http_400'],
    ['415', { status: 415, code: 'UnsupportedMediaType' }, 'UnsupportedMediaType'],
    ['422', { status: 422, body: 'empty' }, 'http_422'],
    ['a page range that no image has', { status: 400, code: 'InvalidPageRange' }, 'InvalidPageRange'],
    ['a bad argument', { status: 400, code: 'BadArgument' }, 'BadArgument'],
  ])('is raised for %s', async (_, response, code) => {
    const { run, images } = await setUp([{ on: 'read.submit', fault: 'status', ...response }]);
    await expect(run(images)).rejects.toMatchObject({ fault: 'configuration', code });
  });

  it.each([
    [400, 'InvalidImage'],
    [400, 'InvalidImageFormat'],
    [400, 'InvalidImageSize'],
    [400, 'InvalidImageDimension'],
    [400, 'InvalidContent'],
    [415, 'UnsupportedImageFormat'],
    [413, undefined],
  ])('is not what HTTP %i %s is: all images may be broken', async (status, code) => {
    const response = { status, ...(code === undefined ? { body: 'html' } : { code }) };
    const { run, images } = await setUp(
      [{ on: 'read.submit', fault: 'status', ...response }],
      ['--failed_items', 'row'],
    );
    const rows = await run(images);
    expect(rows.map(({ error }) => error?.code)).toEqual(COLOURS.map(() => code ?? 'http_413'));
  });

  it('is raised for copies beside different images, with nothing that waits for itself', async () => {
    const { run, images } = await setUp([odd('read.submit')]);
    await expect(run([...images, ...images.slice(0, 2)])).rejects.toThrow('3 different images');
  });

  it('is raised for accepted operations that all fail without a reason', async () => {
    const { run, images } = await setUp([{ on: 'read.submit', fault: 'operation', ends: 'failed' }]);
    await expect(run(images)).rejects.toMatchObject({ fault: 'configuration', code: 'operation_failed' });
  });
});

describe('a Custom Vision project that is a classifier', () => {
  const NEEDED = /classifier; plate detection needs an object detection project.*--custom_vision_project/;
  const status = (code: string, message: string) => ({
    on: DETECT,
    fault: 'status',
    status: 400,
    code,
    message,
  });

  it.each([
    ['by its code', status('BadRequestInvalidProjectType', 'Invalid project type for operation.')],
    ['by its message', status('BadRequest', 'Invalid project type for operation.')],
    ['by predictions without boxes', { on: DETECT, fault: 'no_boxes' }],
  ])('is known %s, at the first image', async (_, rule) => {
    const { run, images } = await setUp([rule], [...PLATES, 'EMULATOR']);
    await expect(run(images.slice(0, 1))).rejects.toMatchObject({
      fault: 'configuration',
      message: expect.stringMatching(NEEDED),
    });
  });

  it.each([
    'BadRequestIterationNotPublished',
    'BadRequestProjectNotTrained',
    'NotFoundIteration',
    'NotFoundProject',
  ])('is not the only fault of a project: %s is raised at the first image', async (code) => {
    const { run, images } = await setUp([status(code, 'It is wrong.')], [...PLATES, 'EMULATOR']);
    await expect(run(images.slice(0, 1))).rejects.toMatchObject({ fault: 'configuration', code });
  });
});

describe('a table', () => {
  const cells = (...values: (string | number | null)[]) => values.map((image, id) => ({ id, image }));

  it.each([
    [
      'has no column with a known name',
      [{ id: 1, photo: '/a.png' }],
      [],
      /no column with a known name.*id, photo/,
    ],
    ['has not the column', [{ id: 1, image: '/a.png' }], ['--image_column', 'imgae'], /"imgae".* id, image/],
    [
      'has it in other letters',
      [{ id: 1, image: '/a.png' }],
      ['--image_column', 'Image'],
      /"Image".* id, image/,
    ],
    ['has numbers in it', cells(1, 2, 3), [], /None of the last 3 rows has an image: .*holds 1.* id, image/],
    ['has blanks in it', cells(null, '', null, ''), [], /None of the last 4 rows.* id, image/],
    [
      'has URLs that are no files',
      cells(...['a', 'b', 'c'].map((host) => `file://${host}/x`)),
      [],
      /"file:\/\/a\/x"/,
    ],
  ])('that %s is raised with its columns', async (_, miniBatch, argv, message) => {
    const { run } = await setUp([], argv);
    await expect(run(miniBatch)).rejects.toMatchObject({
      fault: 'configuration',
      message: expect.stringMatching(message),
    });
  });

  it('of one row in each mini-batch is raised at the third blank', async () => {
    const { run } = await setUp([]);
    expect(await run(cells(null))).toEqual([]);
    expect(await run(cells(null))).toEqual([]);
    await expect(run(cells(null))).rejects.toThrow('None of the last 3 rows has an image');
  });

  it('with an image in any row keeps its blanks as failed items', async () => {
    const { run, images } = await setUp([], ['--failed_items', 'row']);
    const rows = await run(cells(null, images[0] ?? '', null, 7, null));
    expect(rows.map(({ status }) => status)).toEqual(['failed', 'succeeded', 'failed', 'failed', 'failed']);
    expect(await run(cells(null, null))).toHaveLength(2);
    expect(await run(cells(images[1] ?? ''))).toHaveLength(1);
    expect(await run(cells(null, null))).toHaveLength(2);
  });

  async function downloadsRejectedWith(status: number, allow: 'true' | 'false' = 'true') {
    const server = await scriptedServer(() => ({ status }));
    onTestFinished(() => server.close());
    const { run } = await setUp([], ['--failed_items', 'row', '--allow_private_urls', allow]);
    return run(cells(...COLOURS.map((colour) => `${server.url}/${colour}.png?sig=secret`)));
  }

  it.each([400, 401, 403, 409])('of URLs that are all rejected with HTTP %i is raised', async (status) => {
    await expect(downloadsRejectedWith(status)).rejects.toMatchObject({
      fault: 'configuration',
      message: expect.stringMatching(/URLs of the table(?!.*sig=)/),
    });
  });

  it('of URLs that all lead into a private network is raised with the option that allows it', async () => {
    await expect(downloadsRejectedWith(200, 'false')).rejects.toMatchObject({
      fault: 'configuration',
      code: 'url_rejected',
      message: expect.stringMatching(/with --allow_private_urls(?!.*sig=)/),
    });
  });

  it.each([404, 410])('of URLs of which HTTP %i says that they are gone has failed items', async (status) => {
    const rows = await downloadsRejectedWith(status);
    expect(rows.map(({ error }) => error?.code)).toEqual(COLOURS.map(() => 'download_rejected'));
  });
});
