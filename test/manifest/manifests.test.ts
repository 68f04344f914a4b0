import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it, vi } from 'vitest';
import { TransientError } from '../../src/contract/errors.ts';
import type { MiniBatch } from '../../src/contract/mini-batch.ts';
import { PACKAGE_VERSION } from '../../src/contract/package-version.ts';
import { lineLogger } from '../../src/logging/line-logger.ts';
import { type Manifest, MOST_ITEM_BYTES } from '../../src/manifest/manifest.ts';
import { Manifests } from '../../src/manifest/manifests.ts';
import { parseManifest } from '../../src/manifest/parse-manifest.ts';
import { knownSecrets } from '../../src/redaction/known-secrets.ts';
import { ROOT } from '../samples-truth.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const schema = JSON.parse(await readFile(join(ROOT, 'schema/manifest.schema.json'), 'utf8')) as object;
const isValid = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);

const SECRET = 'b8c0ffee-not-a-real-key';
const MOUNT = '/mnt/azureml/wd/INPUT_images';
const ARGV = ['--engine=read', '--kv_readapi', 'ocr-key', '--run_invocation_timeout', '60', '--color', 'red'];

async function setUp(argv: readonly string[] = ARGV, inputFolders: readonly string[] = [MOUNT]) {
  const output = await temporaryFolder();
  const folder = join(output, 'failed_items/manifests');
  const lines: string[] = [];
  const manifests = new Manifests({
    argv,
    outputFolder: output,
    inputFolders,
    runId: 'run',
    owner: 'node_1_x',
    logger: lineLogger('WARNING', (line) => void lines.push(line)),
    now: () => new Date(60_000),
  });
  const read = async (name: string): Promise<Manifest> => {
    const parsed = parseManifest(await readFile(join(folder, name), 'utf8'));
    if (parsed.kind === 'broken') throw new Error(parsed.problem);
    isValid(parsed.manifest);
    expect(isValid.errors).toBeNull();
    return parsed.manifest;
  };
  const record = async (items: MiniBatch, index: string | number | null = 7): Promise<Manifest> => {
    await manifests.record(items, { minibatch_index: index }, null, async () => ['row']);
    await manifests.close();
    return read(`${index}.json`);
  };
  return { output, folder, manifests, lines, read, record };
}

describe('a manifest', () => {
  it('says what run() was given and what became of it', async () => {
    const { record } = await setUp();
    expect(await record([`${MOUNT}/2020/a.jpg`, `${MOUNT}/b.jpg`])).toEqual({
      version: 1,
      minibatch_index: 7,
      run_id: 'run',
      process: 'node_1_x',
      outcome: {
        status: 'returned',
        started_at: '1970-01-01T00:01:00.000Z',
        ended_at: '1970-01-01T00:01:00.000Z',
        rows: 1,
        error: null,
      },
      arguments: { engine: 'read', kv_readapi: 'ocr-key' },
      host_arguments: { run_invocation_timeout: 60 },
      left_out: { items: 0, arguments: [] },
      versions: {
        'parallel-run-ocr': PACKAGE_VERSION,
        node: process.version,
        platform: expect.stringContaining(process.arch),
      },
      context: {},
      input_folder: MOUNT,
      items: [`${MOUNT}/2020/a.jpg`, `${MOUNT}/b.jpg`],
    });
  });

  it('is there while run() runs, from its beginning in an earlier process on', async () => {
    const { manifests, read } = await setUp();
    await manifests.record([`${MOUNT}/a.jpg`], { minibatch_index: 'x-1' }, 5000, async () => {
      const running = { status: 'running', started_at: '1970-01-01T00:00:55.000Z', rows: null };
      await vi.waitFor(async () => expect((await read('x-1.json')).outcome).toMatchObject(running));
      return [];
    });
  });

  it('has the error that run() raised', async () => {
    const { manifests, read } = await setUp();
    const run = manifests.record([], { minibatch_index: 0 }, null, async () => {
      throw new TransientError('service_down', `no response, key=${'x'.repeat(5000)}`);
    });
    await expect(run).rejects.toThrow('no response');
    await manifests.close();
    const { status, error } = (await read('0.json')).outcome;
    expect({ status, code: error?.code }).toEqual({ status: 'raised', code: 'service_down' });
    expect(error?.message.length).toBe(2000);
  });

  it('of a later attempt replaces that of an earlier one; without a usable index it has a name of its own', async () => {
    const { folder, record, manifests } = await setUp();
    await record([`${MOUNT}/a.jpg`]);
    expect((await record([`${MOUNT}/b.jpg`])).items).toEqual([`${MOUNT}/b.jpg`]);
    for (const index of ['../../up', '', null])
      await manifests.record([], { minibatch_index: index }, null, async () => []);
    await manifests.close();
    expect((await readdir(folder)).toSorted()).toEqual([
      '7.json',
      'node_1_x_1.json',
      'node_1_x_2.json',
      'node_1_x_3.json',
    ]);
  });

  it('names the innermost folder of the paths where no mount is known', async () => {
    const { record } = await setUp(ARGV, ['/elsewhere']);
    expect((await record(['/data/in/2020/a.jpg', '/data/in/2021/b.jpg'])).input_folder).toBe('/data/in');
    expect((await record(['/data/in/a.jpg', '/data/inner/b.jpg'])).input_folder).toBe('/data');
    expect((await record(['https://host/a.jpg'])).input_folder).toBeNull();
  });

  it('keeps a path whose bytes are not UTF-8', async () => {
    const { record } = await setUp();
    expect((await record([`${MOUNT}/\uDCE9.jpg`])).items).toEqual([`${MOUNT}/\uDCE9.jpg`]);
  });
});

describe('no secret', () => {
  it('is in it, wherever one was given', async () => {
    knownSecrets.add(SECRET);
    const argv = [
      '--engine=read',
      '--kv_readapi=ocr-key',
      `--read_endpoint=https://user:pass-word-1@host/?subscription-key=abc123def`,
      `--model_version=${SECRET}`,
      '--my_own_key',
      'foreign-key-1234',
    ];
    const { record, folder } = await setUp(argv);
    const row = { url: 'https://host/a.jpg?sv=1&sig=s1gnature%3D', note: SECRET, pixels: 7 };
    const manifest = await record([row, { url: 'b.jpg' }]);
    expect(manifest.items[1]).toEqual({ url: 'b.jpg' });
    await record([`${MOUNT}/a.jpg?sig=s1gnature`, `https://host/a.jpg?sig=s1gnature`], 8);
    for (const name of await readdir(folder)) {
      const text = await readFile(join(folder, name), 'utf8');
      for (const secret of [
        SECRET,
        'pass-word-1',
        'abc123def',
        'foreign-key',
        's1gnature%3D',
        'host/a.jpg?sig=s1g',
      ])
        expect(text).not.toContain(secret);
      expect(text).toContain('"kv_readapi":"ocr-key"');
    }
  });
});

describe('a manifest has bounds', () => {
  it('whatever the number of items and the length of an argument', async () => {
    const { record, folder } = await setUp(['--engine=offline', `--metadata=/${'m'.repeat(20_000)}`]);
    const name = `${MOUNT}/${'n'.repeat(1000)}`;
    const manifest = await record(Array.from({ length: 6000 }, (_, index) => `${name}${index}`));
    const count = manifest.items.length;
    expect(count).toBeGreaterThan(4000);
    expect(manifest.left_out).toEqual({ items: 6000 - count, arguments: ['metadata'] });
    expect(manifest.arguments).toEqual({ engine: 'offline' });
    const size = Buffer.byteLength(await readFile(join(folder, '7.json')));
    expect(size).toBeLessThan(MOST_ITEM_BYTES * 1.1);
  });

  it('and is not written where its context is longer', async () => {
    const { manifests, folder, lines } = await setUp();
    const context = { minibatch_index: 1, partition_key_value: { a: 'x'.repeat(9_000_000) } };
    expect(await manifests.record([], context, null, async () => ['row'])).toEqual(['row']);
    await manifests.close();
    expect(await readdir(folder)).toEqual([]);
    expect(lines).toHaveLength(1);
  });
});

describe('a run', () => {
  it('does not fail for a manifest that cannot be written: one warning', async () => {
    const { output, manifests, lines } = await setUp();
    await writeFile(join(output, 'failed_items'), '');
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    for (const items of [[`${MOUNT}/a.jpg`], [circle], [{ big: 1n }]] as MiniBatch[])
      expect(await manifests.record(items, null, null, async () => ['row'])).toEqual(['row']);
    await manifests.close();
    expect(lines).toEqual([expect.stringMatching(/^WARNING A manifest cannot be written/)]);
  });

  it('does not wait for a storage that does not keep up, and what is kept for it is bounded', async () => {
    const { manifests, lines, folder } = await setUp();
    await mkdir(folder, { recursive: true });
    const runs = Array.from({ length: 300 }, (_, index) =>
      manifests.record([`${MOUNT}/a.jpg`], { minibatch_index: index }, null, async () => []),
    );
    await Promise.all(runs);
    await manifests.close();
    expect(lines).toEqual([expect.stringContaining('the storage does not keep up')]);
    const written = await readdir(folder);
    expect(written.length).toBeLessThanOrEqual(102);
    expect(written).toContain('299.json');
  });
});
