import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Row } from '../../src/contract/row.ts';
import type { StormFiles } from './files.ts';

export interface Finding {
  readonly name: string;
  readonly count: number;
  readonly examples: readonly string[];
}

/** What must not be in the output: each finding should have a count of 0. */
export async function judge(output: string, files: StormFiles, secret: string): Promise<Finding[]> {
  const rows = (await linesOf(join(output, 'parallel_run_step.txt'))).map((line) => JSON.parse(line) as Row);
  const failedFolder = join(output, 'failed_items');
  const failedEntries = await readdir(failedFolder).catch(() => []);
  const failedFiles = failedEntries.filter((name) => name.endsWith('.jsonl'));
  const failed = (await Promise.all(failedFiles.map((file) => linesOf(join(failedFolder, file)))))
    .flat()
    .map((line) => (JSON.parse(line) as { file: string }).file);
  const counts = new Map<string, number>();
  for (const { file } of rows) counts.set(file, (counts.get(file) ?? 0) + 1);
  const failedNames = new Set(failed);
  const names = new Set([...files.good, ...files.bad]);
  return [
    finding('good images without a row', files.good, (file) => !counts.has(file)),
    finding('rows of images that cannot be read', files.bad, (file) => counts.has(file)),
    finding('bad files without a failed item', files.bad, (file) => !failedNames.has(file)),
    finding('images with more than one row', [...counts.keys()], (file) => (counts.get(file) ?? 0) > 1),
    finding('rows and failed items of no image', [...counts.keys(), ...failed], (file) => !names.has(file)),
    await filesWith(output, secret),
  ];
}

export function finding(
  name: string,
  items: readonly string[],
  isFound: (item: string) => boolean = () => true,
): Finding {
  const found = items.filter(isFound);
  return { name, count: found.length, examples: found.slice(0, 3) };
}

async function filesWith(folder: string, secret: string): Promise<Finding> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const found: string[] = [];
  for (const path of paths) if ((await readFile(path)).includes(secret)) found.push(path);
  return finding('files that show the key', found);
}

async function linesOf(file: string): Promise<string[]> {
  return (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
}
