import { copyFile, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { runIn } from '../run-in.ts';
import { codes, folderWith, images, planned, READ } from './planned.ts';

describe('plan', () => {
  it('counts files by format, what is refused and why, duplicates and mini-batches', async () => {
    const folder = await folderWith({
      ...images(3, 'a/'),
      ...images(2, 'b/longer'),
      'b/note.jpg': 'no image',
      'b/empty.jpg': '',
      'b/Thumbs.db': 'x',
    });
    await copyFile(join(folder, 'in/a/0.png'), join(folder, 'in/b/copy.png'));
    await symlink('nowhere', join(folder, 'in/b/link.jpg'));
    const { code, report } = await planned(folder, ['--mini_batch_size', '2'], READ);
    expect(code).toBe(0);
    expect(report.input).toMatchObject({
      files: 9,
      folders: 2,
      left_out: { 'Thumbs.db': 1 },
      images: 6,
      mini_batches: 5,
      skipped: 0,
      duplicates: { files: 1 },
    });
    expect(report.input.formats).toEqual([
      expect.objectContaining({ format: 'png', files: 6 }),
      expect.objectContaining({ format: 'other', files: 3, bytes: 8, largest: 8 }),
    ]);
    expect(report.input.refused.map(({ code: refused, examples }) => [refused, examples])).toEqual(
      expect.arrayContaining([
        ['InvalidImageFormat', ['b/note.jpg']],
        ['empty_file', ['b/empty.jpg']],
        ['not_found', ['b/link.jpg']],
      ]),
    );
    expect(report.bill).toMatchObject({ services: [{ service: 'read', transactions: 5 }] });
    expect(report.requests).toEqual({ read: 10 });
  });

  it('bills a prediction for each image and a transaction for each plate with the detector', async () => {
    const folder = await folderWith(images(10, ''));
    const options = ['--plates_per_image', '1.5', '--price', 'read=2', '--price', 'custom-vision=4'];
    const { report } = await planned(folder, options, [...READ, '--kv_customimage', 'y']);
    expect(report.bill).toEqual({
      tier: 'paid',
      services: [
        { service: 'read', transactions: 15, price: 0.03 },
        { service: 'custom-vision', transactions: 10, price: 0.04 },
      ],
      price: 0.07,
      prices: null,
    });
    expect(report.requests).toEqual({ read: 30, 'custom-vision': 10 });
  });

  it('bills each page of a document that --pages selects, and two at most on the free tier', async () => {
    const pdf = `%PDF-1.4 ${'<</Type/Page>>'.repeat(5)}`;
    const folder = await folderWith({ 'a.pdf': pdf });
    const pages = async (...argv: string[]): Promise<unknown> =>
      (await planned(folder, [], [...READ, ...argv])).report.bill?.services[0]?.transactions;
    expect(await pages()).toBe(5);
    expect(await pages('--pages', '2-4')).toBe(3);
    const { report } = await planned(folder, [], [...READ, '--tier', 'free']);
    expect(report.bill).toMatchObject({ price: 0, services: [{ transactions: 2 }] });
    expect(codes(report)).toContain('pages_left_out');
  });

  it('bills duplicates each where nodes share no store', async () => {
    const folder = await folderWith(images(2, ''));
    await copyFile(join(folder, 'in/0.png'), join(folder, 'in/copy.png'));
    const transactions = async (options: string[], ...argv: string[]): Promise<unknown> =>
      (await planned(folder, options, [...READ, ...argv])).report.bill?.services[0]?.transactions;
    expect(await transactions([])).toBe(2);
    expect(await transactions(['--node_count', '2'])).toBe(3);
    expect(await transactions(['--node_count', '2'], '--store', '/mnt/store')).toBe(2);
    expect(await transactions([], '--store', 'off')).toBe(3);
  });

  it('costs nothing offline', async () => {
    const { code, report } = await planned(
      await folderWith(images(2, '')),
      ['--cores_per_node', '1', '--seconds_per_image', '3'],
      ['--engine', 'offline'],
    );
    expect(code).toBe(0);
    expect(report).toMatchObject({ bill: null, requests: {}, time: { at_service_rate: null } });
    expect(report.time.longest_mini_batch).toBeGreaterThanOrEqual(6);
  });
});

describe('the output', () => {
  it.each([40, 60, 80, 120])('fits a terminal of %i columns, with hostile names', async (columns) => {
    const folder = await folderWith({ ...images(1, ''), '\u001B[31m\n- evil\u202E.jpg': 'x' });
    const { out } = await runIn(folder, ['plan', 'in', '--', ...READ], { columns });
    for (const text of ['\u001B', '\u202E', '\n- evil']) expect(out).not.toContain(text);
    expect(out).toMatch(/\\x1B\[31m\\x0A-\s+evil\\u202E\.jpg/);
    const words = out.split('\n').filter((line) => line.length > columns && / \S/.test(line.trim()));
    expect(words).toEqual([]);
    for (const title of ['What would go wrong:', 'Best settings:', 'Assumed:'])
      expect(out).toContain(`\n${title}\n`);
  });

  it('names what it rests on', async () => {
    const { report } = await planned(await folderWith(images(1, '')), [], READ);
    const text = report.assumptions.join('\n');
    for (const option of ['--service_tps', '--seconds_per_image', '--price']) expect(text).toContain(option);
    expect(report.bill?.prices?.sources[0]).toMatch(/^https:/);
  });
});

describe('wrong usage', () => {
  it.each([
    [['in'], 'No engine is chosen'],
    [['nowhere', '--', ...READ], 'no such file or folder'],
    [['--', ...READ], 'INPUT is missing'],
    [['in', '--price', 'raed=1', '--', ...READ], 'SERVICE=AMOUNT'],
    [['in', '--', ...READ, '--mini_batch_size', '5'], 'reserves this name'],
    [['in', '--', ...READ, '--read_endpoint', 'nonsense'], 'is not a URL'],
    [['in', '--', '--engine', 'offline', '--metadata', '/none.csv'], 'none.csv'],
  ])('%j is rejected', async (argv, message) => {
    const { code, err, out } = await runIn(await folderWith({ 'a.jpg': 'x' }), ['plan', ...argv]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });

  it('is not an argument that the entry script does not have: a note', async () => {
    const { code, err } = await planned(
      await folderWith(images(1, '')),
      [],
      [...READ, '--row_fromat', 'csv'],
    );
    expect(code).toBe(0);
    expect(err).toContain('did you mean --row_format?');
  });

  it('is an empty folder', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'in'));
    expect((await runIn(folder, ['plan', 'in', '--', ...READ])).err).toContain('contains no file');
  });
});

it('ends with 130 when it is interrupted', async () => {
  const { EventEmitter } = await import('node:events');
  const signals = new EventEmitter();
  signals.on('newListener', (event) => {
    if (event === 'SIGINT') setImmediate(() => signals.emit('SIGINT'));
  });
  const folder = await folderWith(images(300, ''));
  const { code, out } = await runIn(folder, ['plan', 'in', '--', ...READ], { signals });
  expect({ code, out }).toEqual({ code: 130, out: '' });
});
