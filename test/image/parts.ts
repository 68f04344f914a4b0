import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../samples-truth.ts';

/** A layer of the container image, or a package in a layer. */
export interface Part {
  /** In the container image; `/` is the base image: everything outside the other layers. */
  readonly path: string;
  readonly megabytes: number;
}

/** What the Dockerfile's instructions add to the base image. */
const LAYERS = [
  '/opt/python',
  '/usr/local/bin/node',
  '/opt/parallel-run-ocr/node_modules',
  '/opt/parallel-run-ocr/dist',
];

/** The layers, and the packages in them that have more than 50 MB, the largest first. */
export function measureParts(files: string): readonly Part[] {
  const layers = LAYERS.map((path) => ({ path, megabytes: measure(files, path) }));
  const added = layers.reduce((sum, { megabytes }) => sum + megabytes, 0);
  const packages = [
    ...packagesBelow(files, '/opt/parallel-run-ocr/node_modules'),
    ...readdirSync(join(files, '/opt/python/lib')).flatMap((python) =>
      packagesBelow(files, `/opt/python/lib/${python}/site-packages`),
    ),
  ];
  return [{ path: '/', megabytes: measure(files, '/') - added }, ...layers, ...packages].toSorted(
    (one, other) => other.megabytes - one.megabytes,
  );
}

/** The table of docs/container.md: megabytes by path. */
export async function readDocumentedParts(): Promise<ReadonlyMap<string, number>> {
  const page = await readFile(join(ROOT, 'docs/container.md'), 'utf8');
  const rows = page.matchAll(/^\| *`(?<path>\/[^`]*)` *\| *(?<megabytes>\d+) *\|/gmu);
  return new Map(Array.from(rows, ({ groups }) => [groups!['path']!, Number(groups!['megabytes'])]));
}

function packagesBelow(files: string, folder: string): Part[] {
  return readdirSync(join(files, folder))
    .map((name) => ({ path: `${folder}/${name}`, megabytes: measure(files, `${folder}/${name}`) }))
    .filter(({ megabytes }) => megabytes > 50);
}

function measure(files: string, path: string): number {
  const printed = execFileSync('du', ['--summarize', '--apparent-size', '--block-size=1', join(files, path)]);
  return Math.round(Number.parseInt(printed.toString(), 10) / 1e6);
}
