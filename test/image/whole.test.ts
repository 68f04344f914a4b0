import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { lettersAndDigits, ROOT, TRUTH } from '../samples-truth.ts';
import { LEAKED } from './build-context.ts';
import { Buildah } from './buildah.ts';
import { type Image, makeImage, makeSnapshot, runAsAml, toRows } from './image.ts';
import { measureParts, readDocumentedParts } from './parts.ts';

const folder = inject('imageFolder');
const buildah = new Buildah(folder);
const OFFLINE = ['--logging_level', 'INFO', '--engine', 'offline'];
let image: Image;
let snapshot: string;

beforeAll(async () => {
  image = await makeImage(buildah, folder, 'whole', { REVISION: 'a1b2c3' });
  snapshot = await makeSnapshot(join(folder, 'snapshot'));
});

describe('the container image', () => {
  it('reads every sample as AML would run it, with only the entry script in the snapshot', async () => {
    const miniBatch = TRUTH.samples.map(({ file }) => file);
    const rows = toRows(await runAsAml(buildah, image, { snapshot, argv: OFFLINE, miniBatch }));
    const readable = TRUTH.samples.filter(({ status }) => status !== 'failed');
    expect(rows.map(({ file, status }) => ({ file, status }))).toEqual(
      readable.map(({ file, status }) => ({ file, status })),
    );
    const misread = readable.filter(
      ({ plate = '' }, index) => !lettersAndDigits(rows[index]!.text).includes(plate),
    );
    expect(misread).toEqual([]);
  });

  it('reads for a user who owns nothing in it', async () => {
    const miniBatch = ['2020/08/07/anpr/street-day.jpg'];
    const ran = await runAsAml(buildah, image, { snapshot, argv: OFFLINE, miniBatch, user: '9000:9000' });
    expect(toRows(ran)).toMatchObject([
      { status: 'succeeded', text: expect.stringContaining('7346') as string },
    ]);
  });

  it('lets a bundle in the snapshot change the code', async () => {
    const changed = join(folder, 'changed');
    execFileSync('node', [join(ROOT, 'scripts/bundle.mjs'), changed], { stdio: 'ignore' });
    const worker = join(changed, 'entry/worker.mjs');
    const code = await readFile(worker, 'utf8');
    await writeFile(worker, code.replaceAll('PP-OCRv4-mobile', 'changed-in-the-snapshot'));
    const miniBatch = ['2020/08/07/anpr/street-day.jpg'];
    const rows = toRows(
      await runAsAml(buildah, image, { snapshot: changed, argv: [...OFFLINE, '--model', 'v4'], miniBatch }),
    );
    expect(rows).toMatchObject([{ status: 'succeeded', model: 'changed-in-the-snapshot' }]);
  });

  it("has what AML's driver needs", async () => {
    const imports = 'import azureml.core, azureml.dataprep, azureml.data, mltable, pkg_resources';
    expect(await buildah.run(image.container, ['python', '-c', imports])).toMatchObject({ status: 0 });
    expect(await buildah.run(image.container, ['fusermount', '--version'])).toMatchObject({ status: 0 });
  });

  it('has no Python package that the lock file does not name', async () => {
    const freeze = ['python', '-m', 'pip', 'freeze', '--all', '--exclude', 'pip'];
    const { stdout } = await buildah.run(image.container, freeze);
    const locked = new Set(requirementsIn(await readFile(join(ROOT, 'aml/requirements.txt'), 'utf8')));
    const installed = requirementsIn(stdout);
    expect(installed.length).toBeGreaterThan(50);
    expect(installed.filter((requirement) => !locked.has(requirement))).toEqual([]);
  });

  it('has no Node package that the lock file does not name', async () => {
    const locked = await packagesIn(join(ROOT, 'package-lock.json'));
    const home = join(image.files, 'opt/parallel-run-ocr');
    const installed = await packagesIn(join(home, 'node_modules/.package-lock.json'));
    expect(installed.size).toBeGreaterThan(50);
    expect([...installed].filter((name) => !locked.has(name))).toEqual([]);
  });

  it('lists each Node package with its license, and names those under the LGPL in a notice', async () => {
    const home = join(image.files, 'opt/parallel-run-ocr');
    const { bomFormat, components } = JSON.parse(await readFile(join(home, 'sbom.cdx.json'), 'utf8')) as Sbom;
    const listed = new Set(components.map(({ name, version }) => `${name}@${version}`));
    const installed = await packagesIn(join(home, 'node_modules/.package-lock.json'));
    const named = [...installed].map((path) => path.replace(/^.*node_modules\//, ''));
    expect({ bomFormat, missing: named.filter((name) => !listed.has(name)) }).toEqual({
      bomFormat: 'CycloneDX',
      missing: [],
    });
    const notice = await readFile(join(home, 'NOTICE'), 'utf8');
    const copyleft = components.filter(({ licenses }) => /GPL/.test(JSON.stringify(licenses)));
    expect(copyleft.map(({ name }) => name.replace(/-(?:x64|arm64)$/, ''))).toEqual([
      '@img/sharp-libvips-linux',
    ]);
    expect(copyleft.filter(({ name }) => !notice.includes(name.replace(/-(?:x64|arm64)$/, '')))).toEqual([]);
  });

  it('has labels, and no entry point, health check or variable of the build', async () => {
    const { OCIv1, Docker } = (await buildah.inspect('whole')) as Inspected;
    expect(OCIv1.config).toMatchObject({ User: 'root', WorkingDir: '/opt/parallel-run-ocr' });
    expect(OCIv1.config.Env?.map((variable) => variable.split('=')[0]).toSorted()).toEqual([
      'PARALLEL_RUN_OCR_HOME',
      'PARALLEL_RUN_OCR_MODELS',
      'PATH',
    ]);
    expect(OCIv1.config).not.toHaveProperty('Entrypoint');
    expect(Docker.config).not.toHaveProperty('Healthcheck');
    expect(OCIv1.config.Labels).toMatchObject({
      'org.opencontainers.image.title': 'parallel-run-ocr',
      'org.opencontainers.image.revision': 'a1b2c3',
      'org.opencontainers.image.base.name': 'localhost/base',
    });
  });

  it('has no secret of the build folder, and no settings or caches of the build', async () => {
    const grep = ['grep', '--recursive', '--files-with-matches', '--devices=skip', LEAKED];
    const paths = ['/opt', '/etc', '/root', '/home', '/usr/local', '/tmp', '/var', '/srv', '/mnt'];
    const { status, stdout } = await buildah.run(image.container, [...grep, ...paths]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    const leftovers = ['/root/.npm', '/root/.cache', '/build', '/etc/build-authorities.pem'];
    const { stdout: left } = await buildah.run(image.container, [
      'find',
      ...leftovers,
      '-type',
      'f',
      '-size',
      '+0',
    ]);
    expect(left).toBe('');
  });

  it('is as large as docs/container.md says, part by part', async () => {
    const parts = measureParts(image.files);
    process.stderr.write(`${parts.map(({ path, megabytes }) => `${megabytes} MB ${path}`).join('\n')}\n`);
    const documented = await readDocumentedParts();
    for (const { path, megabytes } of parts.filter((part) => part.megabytes > 50)) {
      const written = documented.get(path);
      expect(written, `${path} has ${megabytes} MB`).toBeDefined();
      expect(Math.abs(written! - megabytes), `${path} has ${megabytes} MB`).toBeLessThan(5 + megabytes * 0.1);
    }
  });
});

interface Sbom {
  readonly bomFormat: string;
  readonly components: readonly { name: string; version: string; licenses?: unknown }[];
}

interface Inspected {
  readonly OCIv1: { readonly config: { Env?: string[]; Labels?: Record<string, string> } };
  readonly Docker: { readonly config: object };
}

async function packagesIn(lockFile: string): Promise<Set<string>> {
  const { packages } = JSON.parse(await readFile(lockFile, 'utf8')) as {
    packages: Record<string, { version?: string }>;
  };
  return new Set(
    Object.entries(packages)
      .filter(([path]) => path !== '')
      .map(([path, { version }]) => `${path}@${version}`),
  );
}

/** `name==version`, the name as https://packaging.python.org/specifications/name-normalization/ has it. */
function requirementsIn(text: string): string[] {
  return Array.from(
    text.matchAll(/^([\w.-]+)==([^\s;]+)/gm),
    ([, name = '', version]) => `${name.toLowerCase().replaceAll(/[-_.]+/g, '-')}==${version}`,
  );
}
