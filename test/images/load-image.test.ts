import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import sharp from 'sharp';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ItemError, WorkerError } from '../../src/contract/errors.ts';
import { toItems } from '../../src/images/item.ts';
import type { ReserveBytes } from '../../src/images/image-content.ts';
import type { ImageLimits } from '../../src/images/limits.ts';
import { imageFetch } from '../../src/images/image-fetch.ts';
import { loadImage } from '../../src/images/load-image.ts';
import { neverEnding } from '../../src/flow/time-scope.ts';
import { quietReadTools } from '../support/read-tools.ts';
import { fillZoo } from '../support/image-zoo.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { noProxies } from '../../src/network/proxies.ts';

const LIMITS: ImageLimits = {
  formats: ['jpeg', 'png', 'gif', 'bmp'],
  maxBytes: 10_000_000,
  minSide: 1,
  maxSide: 30_000,
  maxPixels: 200_000_000,
};

async function load(
  path: string,
  limits: Partial<ImageLimits> = {},
  signal = new AbortController().signal,
  reserve: ReserveBytes = () => Promise.resolve(),
) {
  const [item] = toItems([path], {
    inputPartition: null,
    inputRoot: null,
    imageColumn: null,
    inputFolders: [],
  });
  if (item === undefined) throw new Error('no item');
  return loadImage(
    item,
    { ...LIMITS, ...limits },
    quietReadTools,
    neverEnding(signal),
    reserve,
    imageFetch(noProxies, true),
  );
}

async function codeOf(promise: Promise<unknown>): Promise<string | null> {
  return promise.then(
    () => null,
    (error: unknown) => (error instanceof WorkerError ? error.code : String(error)),
  );
}

const DECODED_LATER = ['no-pixels.png'];

describe('loading an image', () => {
  it('asks for room before it reads a file', async () => {
    const path = join(await temporaryFolder(), 'a.gif');
    await writeFile(path, 'GIF89a, but no more');
    const asked: number[] = [];
    const full = async (bytes: number): Promise<void> => {
      asked.push(bytes);
      throw new ItemError('full', 'no room');
    };
    expect(await codeOf(load(path, {}, undefined, full))).toBe('full');
    expect(asked).toEqual([19]);
  });

  it('tells every bad file by what is wrong with it and lets odd ones pass', async () => {
    const zoo = await fillZoo(await temporaryFolder());
    const seen = await Promise.all(zoo.map(async ({ path }) => ({ path, code: await codeOf(load(path)) })));
    const loadable = zoo.map(({ path, code }) => ({
      path,
      code: DECODED_LATER.some((name) => path.endsWith(name)) ? null : code,
    }));
    expect(seen).toEqual(loadable);
  });

  it('gives the bytes, the true format and the hash', async () => {
    const file = join(await temporaryFolder(), 'really-a-png.jpg');
    await writeFile(
      file,
      await sharp({ create: { width: 60, height: 50, channels: 3, background: '#fff' } })
        .png()
        .toBuffer(),
    );
    const image = await load(file);
    expect(image).toMatchObject({ format: 'png', key: file });
    expect(image.bytes).toEqual(await readFile(file));
    expect(image.sha256).toBe(createHash('sha256').update(image.bytes).digest('hex'));
  });

  it('rejects what the engine would, with the code of the service where it has one', async () => {
    const file = join(await temporaryFolder(), 'small.png');
    await writeFile(
      file,
      await sharp({ create: { width: 60, height: 40, channels: 3, background: '#fff' } })
        .png()
        .toBuffer(),
    );
    const rejectionCodes = {
      format: 'InvalidImageFormat',
      bytes: 'InvalidImageSize',
      dimensions: 'InvalidImageDimension',
    };
    expect(await codeOf(load(file, { minSide: 50 }))).toBe('image_too_small');
    expect(await codeOf(load(file, { minSide: 50, rejectionCodes }))).toBe('InvalidImageDimension');
    expect(await codeOf(load(file, { maxSide: 59, rejectionCodes }))).toBe('InvalidImageDimension');
    expect(await codeOf(load(file, { maxPixels: 2399 }))).toBe('image_too_large');
    expect(await codeOf(load(file, { maxPixels: 2400 }))).toBeNull();
    expect(await codeOf(load(file, { maxBytes: 10, rejectionCodes }))).toBe('InvalidImageSize');
    expect(await codeOf(load(file, { formats: ['jpeg'], rejectionCodes }))).toBe('InvalidImageFormat');
  });

  it.skipIf(process.getuid?.() !== 0 || !isMainThread)(
    'says when it may not read a file (another user, so only as root, and not in a thread)',
    async () => {
      const folder = await temporaryFolder();
      const file = join(folder, 'forbidden.jpg');
      await writeFile(file, 'x', { mode: 0 });
      await chmod(folder, 0o755);
      process.seteuid?.(65_534);
      const code = await codeOf(load(file)).finally(() => process.seteuid?.(0));
      expect(code).toBe('no_permission');
    },
  );

  it.each([
    ['/dev/null', /^"\/dev\/null".* is a device or pipe, not a file\.$/],
    ['/dev', /^"\/dev".* is a folder, not a file\.$/],
  ])('says what %s is', async (path, message) => {
    await expect(load(path)).rejects.toMatchObject({
      code: 'not_a_file',
      message: expect.stringMatching(message) as unknown,
    });
  });

  it('stops at once when it is aborted', async () => {
    await expect(load('/tmp', {}, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  });
});

describe('downloading an image', () => {
  async function serve(status: number, body: Buffer | string): Promise<string> {
    const server = createServer((_, response) => response.writeHead(status).end(body)).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await new Promise((resolve) => void server.once('listening', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/a.png?sig=hunter2`;
  }

  it('reads the body', async () => {
    const png = await sharp({ create: { width: 60, height: 50, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    expect((await load(await serve(200, png))).bytes).toEqual(png);
  });

  it.each([
    [404, 'download_rejected'],
    [403, 'download_rejected'],
    [429, 'download_failed'],
    [503, 'download_failed'],
    [200, 'empty_file'],
  ])('HTTP %i without an image is %s', async (status, code) => {
    expect(await codeOf(load(await serve(status, '')))).toBe(code);
  });

  it('stops reading a body above the limit', async () => {
    expect(await codeOf(load(await serve(200, Buffer.alloc(5000)), { maxBytes: 4999 }))).toBe(
      'file_too_large',
    );
  });

  it('never shows the query of the URL', async () => {
    const failure = await load('http://127.0.0.1:1/a.png?sig=hunter2').catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'download_failed' });
    expect(JSON.stringify(failure) + String(failure)).not.toContain('hunter2');
  });
});
