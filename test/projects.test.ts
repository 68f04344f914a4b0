import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from './samples-truth.ts';
import { importsOf, readSource } from './support/import-graph.ts';

/** What runs built files: a path into them, or the replay's Node host, whose driver is one. */
const NEEDS_BUILD = /\bdist\/(?:src|entry)\/|\bnodeHosts\(/;

const files = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(?:ts|mjs|py)$/.test(file))
  .map((file) => join('test', file));
const texts = new Map(files.map((file) => [file, readSource(file)]));
const unitTests = files.filter(
  (file) =>
    file.endsWith('.test.ts') &&
    !file.endsWith('.system.test.ts') &&
    !/^test\/(?:image|integration)\//.test(file) &&
    file !== 'test/projects.test.ts',
);

it('no unit test needs the build: name one that does *.system.test.ts', () => {
  expect(unitTests.length).toBeGreaterThan(100);
  expect(unitTests.map((file) => pathToBuilt(file)).filter((path) => path !== '')).toEqual([]);
});

it.each([
  ['test/entry/worker.system.test.ts', 'test/entry/worker.system.test.ts'],
  ['test/cli/check/check.system.test.ts', 'test/cli/run-cli.ts'],
  ['test/replay/results/append-file-faults.system.test.ts', 'test/fixtures/append-forever.mjs'],
  ['test/replay/host/worker-host.contract.system.test.ts', 'test/replay/host/start-hosts.ts'],
])('the check sees that %s does, through %s', (file, culprit) => {
  expect(pathToBuilt(file).split(' > ').at(-1)).toBe(culprit);
});

/** The chain of imports and named fixtures from a test to a file that needs the build, or nothing. */
function pathToBuilt(file: string, seen = new Set<string>()): string {
  const text = texts.get(file);
  if (text === undefined || seen.has(file)) return '';
  seen.add(file);
  if (NEEDS_BUILD.test(text)) return file;
  for (const next of [...importsOf(file, text), ...fixturesNamedIn(text)]) {
    const rest = pathToBuilt(next, seen);
    if (rest !== '') return `${file} > ${rest}`;
  }
  return '';
}

function fixturesNamedIn(text: string): string[] {
  const names = new Set([...text.matchAll(/[\w-]+\.(?:mjs|py)\b/g)].map(([name]) => name));
  return files.filter((file) => names.has(basename(file)));
}
