import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from './samples-truth.ts';

/** `project` has nothing but the package in `node_modules`; what the package depends on lies above. */
let folder: string;
let project: string;
let installed: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'package-'));
  project = join(folder, 'project');
  installed = join(project, 'node_modules/parallel-run-ocr');
  await mkdir(installed, { recursive: true });
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--pack-destination', folder], { cwd: ROOT, encoding: 'utf8' }),
  ) as [{ filename: string }];
  execFileSync('tar', ['-xzf', join(folder, packed.filename), '--strip-components=1', '-C', installed]);
});
afterAll(() => rm(folder, { recursive: true }));

it('is not packed where nothing is built', async () => {
  const clone = join(folder, 'clone');
  await mkdir(clone);
  for (const file of ['package.json', '.npmrc']) await copyFile(join(ROOT, file), join(clone, file));
  const { status, stderr } = spawnSync('npm', ['pack'], { cwd: clone, encoding: 'utf8' });
  expect(stderr).toMatch(/ENOENT.*dist\/parallel-run-ocr-/);
  expect(status).not.toBe(0);
  expect(readdirSync(clone).toSorted()).toEqual(['.npmrc', 'package.json']);
});

describe('the packed package', () => {
  it('has each source map that a file names, and in each map the sources or where they are', () => {
    const scripts = filesOf('.js');
    expect(scripts.length).toBeGreaterThan(100);
    expect(scripts.flatMap(missingSources)).toEqual([]);
  });

  it('holds what is compiled from today’s sources, and nothing left behind by earlier ones', () => {
    const sourceOf = (file: string): string =>
      join(ROOT, file.slice(join(installed, 'dist').length).replace(/\.js$/, '.ts'));
    expect(filesOf('.js').filter((file) => !existsSync(sourceOf(file)))).toEqual([]);
  });

  it('has the entry script with all of its Python package, and nothing else of Python', () => {
    const ours = readdirSync(join(ROOT, 'entry/parallel_run_ocr_client')).filter((name) =>
      name.endsWith('.py'),
    );
    expect(readdirSync(join(installed, 'entry/parallel_run_ocr_client'))).toEqual(ours);
    expect(readdirSync(join(installed, 'entry')).toSorted()).toEqual([
      'parallel_run_entry.py',
      'parallel_run_ocr_client',
    ]);
  });

  it('has an emulator and a schema to import', async () => {
    const script = `
      import { startEmulator } from 'parallel-run-ocr/emulator';
      import schema from 'parallel-run-ocr/schema/row.schema.json' with { type: 'json' };
      const emulator = await startEmulator({ tls: true });
      const { billed_pages } = emulator.stats();
      await emulator.close();
      console.log(JSON.stringify({ billed_pages, authority: emulator.ca.split('\\n')[0], schema }));`;
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: project,
      encoding: 'utf8',
    });
    expect(JSON.parse(output)).toEqual({
      billed_pages: 0,
      authority: '-----BEGIN CERTIFICATE-----',
      schema: JSON.parse(await readFile(join(ROOT, 'schema/row.schema.json'), 'utf8')) as unknown,
    });
  });

  it('has their types', async () => {
    const script = `
      import { startEmulator, type Emulator } from 'parallel-run-ocr/emulator';
      import schema from 'parallel-run-ocr/schema/row.schema.json' with { type: 'json' };
      const emulator: Emulator = await startEmulator();
      const pages: number = emulator.stats().billed_pages;
      // @ts-expect-error it is text
      const url: number = emulator.url;
      console.log(pages, url, schema.title);`;
    await writeFile(join(project, 'script.mts'), script);
    await writeFile(join(project, 'package.json'), '{ "type": "module" }');
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', '--types', 'node'];
    const typesFolder = ['--typeRoots', join(ROOT, 'node_modules/@types'), '--resolveJsonModule'];
    const compiler = [
      join(ROOT, 'node_modules/typescript/bin/tsc'),
      ...options,
      ...typesFolder,
      'script.mts',
    ];
    expect(spawnSync(process.execPath, compiler, { cwd: project, encoding: 'utf8' })).toMatchObject({
      status: 0,
      stdout: '',
    });
  });
});

function filesOf(suffix: string): string[] {
  return readdirSync(join(installed, 'dist'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(suffix))
    .map((name) => join(installed, 'dist', name));
}

/** What a debugger would look for and not find. */
function missingSources(script: string): string[] {
  const [, name] = /\/\/# sourceMappingURL=(.+)\s*$/.exec(readFileSync(script, 'utf8')) ?? [];
  if (name === undefined) return [];
  const map = resolve(dirname(script), name);
  if (!existsSync(map)) return [map];
  const { sources, sourcesContent = [] } = JSON.parse(readFileSync(map, 'utf8')) as {
    sources: string[];
    sourcesContent?: (string | null)[];
  };
  return sources
    .filter(
      (source, index) =>
        typeof sourcesContent[index] !== 'string' && !existsSync(resolve(dirname(map), source)),
    )
    .map((source) => `${map}: ${source}`);
}
