import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONFIG_FILE } from '../../../src/cli/config-file/config-option.ts';
import { ROOT } from '../../samples-truth.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { runIn } from '../run-in.ts';

const NAMES =
  '--subscription 11111111-2222-3333-4444-555555555555 --resource_group rg --workspace ws --compute small --datastore pictures --storage_account acc1 --container plates --image reg.azurecr.io/w:2 --kv_readapi ocr-key --kv_customimage no --key_vault kv-1'.split(
    ' ',
  );

async function initialised(...argv: string[]) {
  const folder = await temporaryFolder();
  const { code, out, err } = await runIn(folder, ['init', 'new', ...argv]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const read = (file: string): Promise<string> => readFile(join(folder, 'new', file), 'utf8');
  const yaml = async (): Promise<string> => {
    const files = await readdir(join(folder, 'new/aml/v2'));
    return (await Promise.all(files.map((file) => read(`aml/v2/${file}`)))).join('\n');
  };
  return { folder, out, read, yaml };
}

describe('init', () => {
  it('puts the given names in place of all of the example', async () => {
    const { yaml, out } = await initialised(...NAMES);
    const text = await yaml();
    for (const example of [
      'ocr-cluster',
      'ocr_images',
      'ocrimages',
      'ocrregistry',
      'ACCOUNT',
      'readapisecret',
    ]) {
      expect(text).not.toContain(example);
    }
    for (const line of [
      'name: small',
      'default_compute: azureml:small',
      'path: azureml://datastores/pictures/paths/',
      'account_name: acc1',
      'container_name: plates',
      'image: reg.azurecr.io/w:2',
      "  kv_customimage: 'no'",
      '  key_vault: kv-1',
      '      key_vault: ${{parent.inputs.key_vault}}',
    ]) {
      expect(text).toContain(line);
    }
    expect(text).not.toContain('input_partition: 2020/08/07');
    expect(out).not.toContain("still the example's");
  });

  it('names what is still the example’s, and the first commands', async () => {
    const { out } = await initialised('--container', 'plates');
    expect(out).toContain('ocrimages (--storage_account)');
    expect(out).not.toContain('--container');
    expect(out).toContain('\n  cd new\n  npx parallel-run-ocr replay images -- --engine offline\n');
  });

  it('names a folder as a shell takes it', async () => {
    const folder = await temporaryFolder();
    expect((await runIn(folder, ['init', "Anna's images"])).out).toContain(
      String.raw`  cd 'Anna'\''s images'`,
    );
    expect((await runIn(folder, ['init', './..new'])).out).toContain('  cd ..new\n');
  });

  it.each([[[]], [NAMES], [[...NAMES, '--input_partition', 'garage 1/2020']]])(
    'names no file that is not there: %j',
    async (argv) => {
      const { folder, read, yaml } = await initialised(...argv);
      const texts = `${await yaml()}${await read('README.md')}`;
      const named = texts.match(/(?<![\w./:-])[\w./-]+\.(?:yml|py|json)\b/g) ?? [];
      expect(named).toContain('data.yml');
      const here = (name: string) => ['', 'aml/v2/'].some((at) => existsSync(join(folder, 'new', at, name)));
      expect(named.filter((name) => !here(name))).toEqual([]);
    },
  );

  it('tells of a partition only where there is one', async () => {
    const whole = await (await initialised()).read('aml/v2/pipeline-job.yml');
    expect(whole).not.toMatch(/input_partition|of one partition|of a day|skipped row/);
    const { read } = await initialised('--input_partition', '2024/12/31');
    const part = await read('aml/v2/pipeline-job.yml');
    expect(part).toMatch(/=2024\/12\/31 --web\n[^]*skipped row[^]* {2}input_partition: '2024\/12\/31'\n/);
    expect(part).not.toContain('2020');
    expect(await read('aml/v2/data.yml')).toMatch(/version: '2024-12-31'[^]*paths\/2024\/12\/31\//);
    expect(await read('aml/v2/data.yml')).not.toContain('2020');
  });

  it('leaves the secrets out for the offline engine', async () => {
    const { yaml, read, out } = await initialised('--engine', 'offline');
    expect(await yaml()).toContain('  engine: offline\n');
    expect(await yaml()).not.toMatch(/^ +kv_readapi: (?!\n)\w/m);
    expect(JSON.parse(await read(CONFIG_FILE))).toMatchObject({ engine: 'offline' });
    expect(out).toContain('replay images\n');
  });

  it('writes a config file that other commands accept', async () => {
    const { folder, read } = await initialised(...NAMES, '--input_partition', '2020-08-07');
    expect(JSON.parse(await read(CONFIG_FILE))).toMatchObject({ subscription: NAMES[1], compute: 'small' });
    await writeFile(join(folder, 'new/images/a.pdf'), '%PDF-1.4 <</Type/Page>>');
    const { code, out } = await runIn(join(folder, 'new'), ['plan', 'images', '--json', '--allow_empty']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      bill: { services: [{ service: 'read' }, { service: 'custom-vision' }] },
    });
  });

  it('writes what AML uploads: the entry script of this package', async () => {
    const { read } = await initialised();
    expect(await read('entry/parallel_run_entry.py')).toBe(
      await readFile(`${ROOT}entry/parallel_run_entry.py`, 'utf8'),
    );
    const rules = (text: string): string[] => text.split('\n').filter((line) => /^[*!/]/.test(line));
    expect(rules(await read('.amlignore'))).toEqual(rules(await readFile(`${ROOT}.amlignore`, 'utf8')));
  });

  it('replaces no file, and writes none where it would', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, '.amlignore'), 'mine');
    const { code, out, err } = await runIn(folder, ['init', '.']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('has .amlignore already');
    expect(await readdir(folder)).toEqual(['.amlignore']);
    expect(await readFile(join(folder, '.amlignore'), 'utf8')).toBe('mine');
  });

  it('fills a folder that has other files', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'package.json'), '{}');
    const { code, out } = await runIn(folder, ['init', '.']);
    expect(code).toBe(0);
    expect(out).not.toContain('  cd ');
    expect((await stat(join(folder, 'aml/v2/component.yml'))).isFile()).toBe(true);
  });

  it.each([
    [['init'], 'FOLDER is missing'],
    [['init', 'file'], 'cannot be written'],
    [['init', 'new', '--compute', 'a b'], '--compute is "a b"'],
    [['init', 'new', '--key_vault', 'http://kv'], '--key_vault is "http://kv"'],
    [['init', 'new', '--kv_readapi', 'a_b'], '--kv_readapi is "a_b"'],
    [['init', 'new', '--engine', 'read-container'], '--read_endpoint'],
    [['init', 'new', '--read_endpoint', 'nonsense'], '--read_endpoint is not a URL'],
    [['init', 'new', '--subscription', "x'\nname: y"], '--subscription'],
  ])('rejects %j, and writes nothing', async (argv, message) => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'file'), '');
    const { code, err } = await runIn(folder, argv);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(message) });
    expect(await readdir(folder)).toEqual(['file']);
  });
});
