import { readFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { exitCodeTable } from '../src/cli/command/exit-codes.ts';
import { optionTable } from '../src/config/option-table.ts';
import { OPTIONS } from '../src/config/options.ts';
import { formatTable } from '../src/plates/format-table.ts';
import { ROOT } from './samples-truth.ts';
import { PAGES } from './support/pages.ts';

const MAX_README_LINES = 300;

it.each([
  ["the entry script's options", 'options', optionTable(OPTIONS)],
  ['the exit codes', 'exit codes', exitCodeTable()],
  ['the formats of plates', 'plate formats', formatTable()],
])('README or docs hold the table of %s as they are (npm run docs writes it)', async (_, name, table) => {
  const text = PAGES.map(read).join('\n');
  const written = new RegExp(`<!-- ${name} -->\n(.*?)<!-- /${name} -->`, 's').exec(text)?.[1]?.trim();
  const expected = await format(table, {
    ...(await resolveConfig(`${ROOT}README.md`)),
    parser: 'markdown',
  });
  expect(written).toBe(expected.trim());
});

it(`has a README of at most ${MAX_README_LINES} lines, which links every other page`, () => {
  const readme = read('README.md');
  expect(readme.split('\n').length).toBeLessThanOrEqual(MAX_README_LINES);
  expect(PAGES.filter((page) => page !== 'README.md' && !readme.includes(`](${page}`))).toEqual([]);
});

it('names the words of the glossary, in order, and none twice', () => {
  const terms = glossary().map(({ term }) => term);
  expect(terms).toEqual(
    [...new Set(terms)].toSorted((one, other) => one.localeCompare(other, 'en', { numeric: true })),
  );
  expect(terms.length).toBeGreaterThan(30);
});

it.each(PAGES.filter((page) => page !== 'docs/glossary.md'))(
  '%s uses no word that the glossary rejects',
  (page) => {
    const prose = read(page).replaceAll(/^```.*?^```|`[^`]*`/gms, '');
    const rejected = glossary().flatMap(({ not }) => not);
    expect(rejected.filter((word) => new RegExp(String.raw`\b${word}s?\b`, 'i').test(prose))).toEqual([]);
  },
);

function glossary(): { term: string; not: string[] }[] {
  const rows = read('docs/glossary.md').matchAll(/^\| ([\w -]+?) +\|.*\|([^|]*)\|$/gm);
  return Array.from(rows, ([, term = '', not = '']) => ({
    term,
    not: not
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== ''),
  })).slice(1);
}

function read(page: string): string {
  return readFileSync(`${ROOT}${page}`, 'utf8');
}
