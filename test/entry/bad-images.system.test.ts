import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import type * as WorkerModule from '../../entry/worker.ts';
import type { Row } from '../../src/contract/row.ts';
import { toFileSystemPath } from '../../src/files/file-system-path.ts';
import type { FailedItem } from '../../src/rows/failed-items-file.ts';
import { fillZoo } from '../support/image-zoo.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

// The engine's threads run the built files, so the worker must be the built one too.
const built = '../../dist/entry/worker.js';
const { init, run, shutdown } = (await import(built)) as typeof WorkerModule;

afterAll(() => shutdown());

const PLATE = await sharp(
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="240" height="64"><rect width="240" height="64" fill="#fff"/>
     <text x="14" y="44" font-size="36" font-family="DejaVu Sans, sans-serif" font-weight="bold">KX64 PDO</text></svg>`,
  ),
)
  .png()
  .toBuffer();

const letters = (text: string): string => text.replaceAll(/[^A-Z0-9]/g, '');
const parse = (rows: readonly string[]): Row[] => rows.map((row) => JSON.parse(row) as Row);

async function failedItemsIn(output: string): Promise<FailedItem[]> {
  const folder = join(output, 'failed_items');
  const texts = await Promise.all(
    (await readdir(folder))
      .filter((name) => name.endsWith('.jsonl'))
      .map((name) => readFile(join(folder, name), 'utf8')),
  );
  return texts.flatMap((text) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as FailedItem),
  );
}

describe('a mini-batch of bad images with one good one in the middle', () => {
  it('gives the good and the odd their rows and the bad ones their reasons', async () => {
    const folder = await temporaryFolder();
    const output = await temporaryFolder();
    const zoo = await fillZoo(folder);
    const plate = join(folder, 'plate.png');
    await writeFile(plate, PLATE);
    const half = zoo.length >> 1;
    const animals = [...zoo.slice(0, half), { path: plate, code: null }, ...zoo.slice(half)];

    await init(['--engine', 'offline', '--input_root', folder, '--output', output]);
    const rows = parse(await run(animals.map(({ path }) => path)));

    const good = animals.filter(({ code }) => code === null).map(({ path }) => path.slice(folder.length + 1));
    expect(rows.map(({ file }) => file)).toEqual(good);
    expect(letters(rows.find(({ file }) => file === 'plate.png')?.text ?? '')).toBe('KX64PDO');
    const bad = animals
      .filter(({ code }) => code !== null)
      .map(({ path, code }) => [path.slice(folder.length + 1), code]);
    expect((await failedItemsIn(output)).map(({ file, code }) => [file, code])).toEqual(bad);
  });

  it('gives every image a row with --failed_items row', async () => {
    const folder = await temporaryFolder();
    const zoo = await fillZoo(folder);
    await init(['--engine', 'offline', '--failed_items', 'row', '--max_concurrency', '1']);
    const rows = parse(await run(zoo.map(({ path }) => path)));
    expect(rows.map(({ error }) => error?.code ?? null)).toEqual(zoo.map(({ code }) => code));
  });
});

describe('hostile file names', () => {
  const NAMES = [
    'line\nbreak.png',
    'carriage\rreturn.png',
    'comma, "quote" and \'quote\'.png',
    'separator\u2028here.png',
    'ימין-לשמאל.png',
    '車牌 🚗.png',
    'byte\udcff.png',
    '-engine.png',
    ' leading and trailing .png ',
    '$(reboot);`reboot`.png',
    '<script>alert(1)</script>.png'.replaceAll('/', '_'),
  ];

  it('each get one row with the key they are found by', async () => {
    const folder = await temporaryFolder();
    const day = join(folder, '2020/08/07');
    await mkdir(day, { recursive: true });
    const paths = NAMES.map((name) => `${day}/${name}`);
    for (const path of paths) await writeFile(toFileSystemPath(path), PLATE);
    await init(['--engine', 'offline', '--max_concurrency', '1', '--input_partition', '2020/08/07']);
    const lines = await run(paths);
    expect(lines.join('').split(/[\n\r\u0085\u2028\u2029]/)).toHaveLength(1);
    const expected = NAMES.map((name) => `2020/08/07/${name.replace('\udcff', String.raw`\xFF`)}`);
    expect(parse(lines).map(({ file, text }) => [file, letters(text)])).toEqual(
      expected.map((file) => [file, 'KX64PDO']),
    );
  });
});

it('reads what is in the partition and skips the rest', async () => {
  const folder = await temporaryFolder();
  const paths: string[] = [];
  for (const day of ['2020/08/07', '2020/08/08', '2020/09/07']) {
    await mkdir(join(folder, day), { recursive: true });
    await writeFile(join(folder, day, 'plate.png'), PLATE);
    paths.push(join(folder, day, 'plate.png'));
  }
  await init(['--engine', 'offline', '--max_concurrency', '1', '--input_partition', '2020/08']);
  expect(parse(await run(paths)).map(({ status }) => status)).toEqual(['succeeded', 'succeeded', 'skipped']);
});
