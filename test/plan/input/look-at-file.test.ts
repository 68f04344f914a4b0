import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { WorkerError } from '../../../src/contract/errors.ts';
import { neverEnding } from '../../../src/flow/time-scope.ts';
import type { ImageLimits } from '../../../src/images/limits.ts';
import { imageFetch } from '../../../src/images/image-fetch.ts';
import { toItems } from '../../../src/images/item.ts';
import { loadImage } from '../../../src/images/load-image.ts';
import { noProxies } from '../../../src/network/proxies.ts';
import { lookAtFile as look } from '../../../src/plan/input/look-at-file.ts';
import { engineLimits } from '../../../src/worker/engine-limits.ts';
import { parseArguments } from '../../../src/config/parse-arguments.ts';
import { fillZoo } from '../../support/image-zoo.ts';
import { quietReadTools } from '../../support/read-tools.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const lookAtFile = (path: string, limits: ImageLimits) => look(path, limits, () => true);
const limitsOf = (...argv: string[]) => engineLimits(parseArguments(argv, {}));

describe('looking at a file', () => {
  it.each([
    [['--engine', 'offline']],
    [['--kv_readapi', 'x']],
    [['--kv_readapi', 'x', '--engine', 'image-analysis']],
    [['--kv_readapi', 'x', '--kv_customimage', 'y']],
  ])('refuses with %j what the worker refuses, with its code and sentence', async (argv) => {
    const limits = await limitsOf(...argv);
    const zoo = await fillZoo(await temporaryFolder());
    for (const { path } of zoo) {
      const [item] = toItems([path], {
        inputPartition: null,
        inputRoot: null,
        imageColumn: null,
        inputFolders: [],
      });
      const worker = await loadImage(
        item!,
        limits,
        quietReadTools,
        neverEnding(),
        () => Promise.resolve(),
        imageFetch(noProxies, true),
      ).then(
        () => null,
        (error: unknown) => (error instanceof WorkerError ? error.code : String(error)),
      );
      const { refusal } = await lookAtFile(path, limits);
      expect({ path, code: refusal?.code ?? null }).toEqual({ path, code: worker });
    }
  });

  it.each(['jpeg', 'png', 'tiff', 'webp', 'gif'] as const)(
    'finds the size of a large %s, wherever its header is, under any name',
    async (format) => {
      const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
      const image = sharp({ create: { width: 500, height: 400, channels: 3, background: '#000', noise } });
      const path = join(await temporaryFolder(), `${format}[page=9]`);
      await writeFile(path, await image.toFormat(format).toBuffer());
      const limits = { ...(await limitsOf('--engine', 'offline')), maxSide: 499 };
      expect(await lookAtFile(path, limits)).toMatchObject({ format, refusal: { code: 'image_too_large' } });
      expect(await lookAtFile(path, { ...limits, maxSide: 500 })).toMatchObject({
        format,
        pages: 1,
        refusal: null,
      });
    },
  );

  it('counts the pages of a TIFF and a PDF', async () => {
    const folder = await temporaryFolder();
    const limits = await limitsOf('--kv_readapi', 'x');
    const page = { create: { width: 60, height: 60, channels: 3, background: '#fff' } } as const;
    const pages = await Promise.all([1, 2, 3].map(() => sharp(page).png().toBuffer()));
    const tiff = join(folder, 'pages.tiff');
    await writeFile(
      tiff,
      await sharp(pages, { join: { animated: true } })
        .tiff()
        .toBuffer(),
    );
    expect(await lookAtFile(tiff, limits)).toMatchObject({ pages: 3, refusal: null });
    const pdf = join(folder, 'a.pdf');
    await writeFile(pdf, '%PDF-1.4 <</Type/Pages>> <</Type/Page>> <</Type/Page>>');
    expect(await lookAtFile(pdf, limits)).toMatchObject({ pages: 2, refusal: null });
    await writeFile(pdf, '%PDF-1.4 encrypted');
    expect(await lookAtFile(pdf, limits)).toMatchObject({ pages: null, refusal: null });
  });

  it.each([100, 200_000])('knows equal content of %i bytes and more', async (bytes) => {
    const folder = await temporaryFolder();
    const limits = await limitsOf('--kv_readapi', 'x');
    const contents = await Promise.all(
      ['one', 'one', 'two'].map(async (text, index) => {
        const path = join(folder, String(index));
        await writeFile(path, `%PDF-1.4 ${' '.repeat(bytes)}${text}`);
        return (await lookAtFile(path, limits)).content;
      }),
    );
    expect(contents[0]).not.toBeNull();
    expect(contents[1]).toBe(contents[0]);
    expect(contents[2]).not.toBe(contents[0]);
    expect((await look(join(folder, '0'), limits, () => false)).content).toBeNull();
  });
});
