import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Row } from '../src/contract/row.ts';
import type { FailedItem } from '../src/rows/failed-items-file.ts';
import { findPlates } from '../src/plates/find-plates.ts';
import { startCli } from './cli/run-cli.ts';
import { builtEngine } from './ocr/offline/built-engine.ts';
import { readWith, textOf } from './ocr/offline/read-bytes.ts';
import { v6Folder } from './ocr/offline/v6-model.ts';
import { lettersAndDigits, ROOT, SAMPLES, TRUTH } from './samples-truth.ts';
import { linkBuiltCheckout } from './support/checkout.ts';
import { sectionOf, stepsIn, withoutTimes } from './support/page-steps.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

/** Characters wrong per character of truth, spaces and case aside. */
const MOST_WRONG = 0.02;

/** What a model found in one sample. */
type Found = Pick<Row, 'text' | 'plates'>;

/** `npm start` reads with PP-OCRv6 where it can be installed. */
const V6_FOLDER = await v6Folder();

/** The tests of what a model reads in the samples. */
function readRight(foundIn: (file: string) => Found | undefined): void {
  it.each(TRUTH.samples.filter(({ plate }) => plate !== undefined))(
    'read the plate in $file',
    ({ file, plate }) => {
      expect(lettersAndDigits(foundIn(file)?.text?.toUpperCase() ?? '')).toContain(plate);
      expect(foundIn(file)?.plates?.map(({ text }) => text)).toEqual([plate]);
    },
  );

  it('find no plate where there is none', () => {
    const others = TRUTH.samples.filter(({ plate, status }) => plate === undefined && status !== 'failed');
    expect(others.filter(({ file }) => foundIn(file)?.plates?.length !== 0)).toEqual([]);
  });

  it.each(TRUTH.samples.filter(({ lines }) => lines !== undefined))('read the text of $file', (sample) => {
    const wanted = comparable(sample.lines!.join(''));
    const read = comparable(foundIn(sample.file)?.text ?? '');
    expect(distance(read, wanted) / wanted.length, `read ${read}, not ${wanted}`).toBeLessThanOrEqual(
      MOST_WRONG,
    );
  });

  it.each(TRUTH.samples.filter(({ status }) => status === 'no_text'))('read nothing in $file', ({ file }) => {
    expect(foundIn(file)).toMatchObject({ text: '' });
  });
}

describe('npm start, through the Python entry script, and the steps after it in docs/verify-and-report.md', () => {
  const steps = [
    ...stepsIn(sectionOf(page('README.md'), 'One minute')).filter(({ output }) => output !== ''),
    ...stepsIn(page('docs/verify-and-report.md')),
  ];
  const printed: string[] = [];
  let folder = '';
  let rows: readonly Row[] = [];
  let failed: readonly FailedItem[] = [];
  const rowOf = (file: string): Row | undefined => rows.find((row) => row.file === file);

  // Once for all tests: it reads every sample.
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'checkout-'));
    await linkBuiltCheckout(folder);
    for (const { commands } of steps) {
      // What is built and installed already is not built and installed again.
      const command = commands.replace('npm ci && npm start', startCommand());
      const { stdout } = await promisify(execFile)('bash', ['-euc', command], { cwd: folder });
      printed.push(stdout);
    }
    const failedItems = join(folder, 'output/failed_items');
    rows = linesIn(join(folder, 'output/parallel_run_step.txt'));
    const names = readdirSync(failedItems).filter((name) => name.endsWith('.jsonl'));
    failed = names.flatMap((name) => linesIn<FailedItem>(join(failedItems, name)));
  }, 120_000);
  afterAll(() => rm(folder, { recursive: true }));

  it('print what the pages show', () => {
    expect(steps).toHaveLength(4);
    const shown = steps.map(({ output }) => output);
    expect(printed.map(withoutTimes).map(withoutRows)).toEqual(shown.map(withoutTimes).map(withoutRows));
    const lines = readFileSync(join(folder, 'output/parallel_run_step.txt'), 'utf8').split('\n');
    for (const text of [...printed, ...shown]) {
      expect(rowsIn(text).filter((row) => !lines.some((whole) => whole.startsWith(row)))).toEqual([]);
    }
    expect(printed[0]).toContain('AML would say: Completed');
  });

  it('give every image the row, or the failed item, that its truth says', () => {
    expect(rows.length + failed.length).toBe(TRUTH.samples.length);
    const failedFiles = new Set(failed.map(({ file }) => file));
    expect(TRUTH.samples.map(({ file }) => (failedFiles.has(file) ? 'failed' : rowOf(file)?.status))).toEqual(
      TRUTH.samples.map(({ status }) => status),
    );
  });

  readRight(rowOf);
});

describe.skipIf(V6_FOLDER === null)('PP-OCRv4, which reads where PP-OCRv6 is not installed', () => {
  const found = new Map<string, Found>();

  beforeAll(async () => {
    const engine = await builtEngine('en', 2);
    const files = TRUTH.samples.filter(({ status }) => status !== 'failed').map(({ file }) => file);
    await Promise.all(
      files.map(async (file) => {
        const reading = await readWith(engine, readFileSync(join(SAMPLES, file)));
        found.set(file, { text: textOf(reading), plates: findPlates(reading.pages, [], []) });
      }),
    );
    await engine.close();
  }, 120_000);

  readRight((file) => found.get(file));
});

it('a replay of one day reads it and skips the other', { timeout: 60_000 }, async () => {
  const folder = await temporaryFolder();
  const inputs = [join(SAMPLES, '2020/08/07'), join(SAMPLES, '2020/08/08/plates')];
  const entryArguments = ['--engine', 'offline', '--input_partition', '2020/08/08'];
  const { code } = await startCli(['replay', ...inputs, '--', ...entryArguments], folder).done;
  expect(code).toBe(0);
  const rows = linesIn<Row>(join(folder, 'output', 'parallel_run_step.txt'));
  const skipped = rows.filter(({ status }) => status === 'skipped').map(({ partition }) => partition);
  expect(new Set(skipped)).toEqual(new Set(['2020/08/07']));
  const read = rows.filter(({ partition }) => partition === '2020/08/08').map(({ status }) => status);
  expect(new Set(read)).toEqual(new Set(['succeeded']));
});

/** Two processes append their rows in no order, so which rows come first differs. */
const ROW = /^(\{"file".*?)…?$/gm;

function withoutRows(text: string): string {
  return text.replaceAll(ROW, 'a row');
}

function rowsIn(text: string): string[] {
  return Array.from(text.matchAll(ROW), ([, row = '']) => row);
}

function linesIn<T>(file: string): T[] {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as T);
}

function comparable(text: string): string {
  return text.toUpperCase().replace(/\s/gu, '');
}

/** Levenshtein's, one row at a time. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [index, letter] of Array.from(from).entries()) {
    const next = [index + 1];
    for (let column = 1; column <= to.length; column += 1) {
      const changed = row[column - 1]! + (letter === to[column - 1] ? 0 : 1);
      next.push(Math.min(changed, row[column]! + 1, next[column - 1]! + 1));
    }
    row = next;
  }
  return row.at(-1)!;
}

function startCommand(): string {
  const { scripts } = JSON.parse(page('package.json')) as { scripts: { start: string } };
  return scripts.start.split(' && ').slice(1).join(' && ');
}

function page(file: string): string {
  return readFileSync(`${ROOT}${file}`, 'utf8');
}
