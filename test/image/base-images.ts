import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../samples-truth.ts';
import { run, type Buildah } from './buildah.ts';

const DOCKERFILE = fileURLToPath(new URL('./base.Dockerfile', import.meta.url));
const DEBIAN = 'bookworm';
const NPM = '11';

/** The certificate authorities of this machine: a proxy in front of the package registries may have one of its own. */
const AUTHORITIES = process.env['NODE_EXTRA_CA_CERTS'] ?? '/etc/ssl/certs/ca-certificates.crt';
const AUTHORITIES_INSIDE = '/etc/build-authorities.pem';

/** Builds the images `base`, a bare Debian with Python, and `node`, which adds the Node that the Dockerfile names. */
export async function makeBaseImages(buildah: Buildah, folder: string): Promise<void> {
  const context = join(folder, 'base');
  await mkdir(join(context, 'node'), { recursive: true });
  await mkdir(join(context, 'npm'));
  await must('debootstrap', [
    '--variant=minbase',
    '--include=ca-certificates,python3,python3-venv',
    DEBIAN,
    join(context, 'rootfs'),
  ]);
  await unpack(`node-linux-${process.arch}@${await nodeVersion()}`, join(context, 'node'));
  await unpack(`npm@${NPM}`, join(context, 'npm'));
  for (const target of ['base', 'node']) await buildah.build(target, DOCKERFILE, context, { target });
  await rm(context, { recursive: true });
}

/** Settings that the package managers need in a build on this machine; mounted, so that none gets into the image. */
export async function registrySettings(folder: string): Promise<Record<string, string>> {
  const npmrc = join(folder, 'npmrc');
  const pipConf = join(folder, 'pip.conf');
  await writeFile(npmrc, `cafile=${AUTHORITIES_INSIDE}\n`);
  await writeFile(pipConf, `[global]\ncert = ${AUTHORITIES_INSIDE}\n`);
  return {
    [AUTHORITIES_INSIDE]: AUTHORITIES,
    '/usr/local/etc/npmrc': npmrc,
    '/etc/pip.conf': pipConf,
  };
}

async function nodeVersion(): Promise<string> {
  const version = /node:([\d.]+)-/u.exec(await readFile(join(ROOT, 'Dockerfile'), 'utf8'))?.[1];
  if (version === undefined) throw new Error('The Dockerfile names no version of Node.');
  return version;
}

async function unpack(npmPackage: string, folder: string): Promise<void> {
  const archive = (await must('npm', ['pack', '--silent', '--pack-destination', folder, npmPackage])).trim();
  await must('tar', [
    '--extract',
    '--strip-components=1',
    '--directory',
    folder,
    '--file',
    join(folder, archive),
  ]);
  await rm(join(folder, archive));
}

async function must(program: string, args: readonly string[]): Promise<string> {
  process.stderr.write(`${[program, ...args].join(' ').slice(0, 120)}\n`);
  const { status, stdout, stderr } = await run(program, args);
  if (status !== 0) throw new Error(`${program} failed:\n${(stderr + stdout).slice(-2000)}`);
  return stdout;
}
