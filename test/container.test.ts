import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ROOT } from './samples-truth.ts';

const DOCKERFILE = read('Dockerfile');
const CONDA = read('environment.yml');

function read(path: string): string {
  return readFileSync(`${ROOT}${path}`, 'utf8');
}

const defaultOf = (argument: string): string | undefined =>
  new RegExp(`^ARG ${argument}=(.*)$`, 'm').exec(DOCKERFILE)?.[1];

it('the conda environment and the image have the same Python packages (npm run lock:python)', () => {
  const pinned = [...CONDA.matchAll(/^ +- ([\w-]+)(?:\[\w+\])?==(\S+)$/gm)].map(
    ([, name, version]) => `${name}==${version}`,
  );
  expect(pinned.length).toBeGreaterThan(2);
  const locked = [...read('aml/requirements.txt').matchAll(/^\S+==\S+/gm)].map(
    ([requirement]) => requirement,
  );
  expect(locked).toEqual(expect.arrayContaining(pinned));
  const setuptools = locked.find((requirement) => requirement.startsWith('setuptools=='));
  expect(Number(setuptools?.split('==')[1]?.split('.')[0])).toBeLessThan(80);
});

it('the conda environment and the image have the same Node and the same base', () => {
  const [, conda] = /nodejs=(\d+)/.exec(CONDA) ?? [];
  expect(defaultOf('NODE_IMAGE')).toMatch(new RegExp(`/node:${conda}\\.\\d+\\.\\d+-`));
  const [, base] = /^image: (.*)$/m.exec(read('aml/v2/environment-conda.yml')) ?? [];
  expect(defaultOf('BASE_IMAGE')).toBe(base);
});

it('every base image is pinned by digest, and the version is that of the package', () => {
  const { version }: { version: string } = JSON.parse(read('package.json'));
  expect(defaultOf('VERSION')).toBe(version);
  const bases = [...DOCKERFILE.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
  expect(new Set(bases)).toEqual(new Set(['${NODE_IMAGE}', 'node', '${BASE_IMAGE}']));
  for (const image of ['NODE_IMAGE', 'BASE_IMAGE']) expect(defaultOf(image)).toMatch(/@sha256:[\da-f]{64}$/);
});

it('the notice names each package under the LGPL that Linux installs', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { license?: string; dev?: boolean }>;
  };
  const copyleft = Object.entries(packages)
    .filter(([, { license = '', dev }]) => /GPL/.test(license) && dev !== true)
    .filter(([path]) => path.includes('linux-'))
    .map(([path]) => path.replace(/^.*node_modules\//, ''));
  expect(copyleft.length).toBeGreaterThan(0);
  const notice = read('NOTICE');
  const families = new Set(copyleft.map((name) => name.replace(/-[^-]+$/, '')));
  expect([...families].filter((name) => !notice.includes(name))).toEqual([]);
  expect(DOCKERFILE).toMatch(/^COPY .*\bNOTICE\b/m);
});

it('docs/container.md names every build argument', () => {
  const declared = [...DOCKERFILE.matchAll(/^ARG (\w+)/gm)].map(([, name]) => name);
  const documented = [...read('docs/container.md').matchAll(/`([A-Z][A-Z_]+)`(?=.*\|)/g)].map(
    ([, name]) => name,
  );
  expect(new Set(documented)).toEqual(new Set(declared));
});
