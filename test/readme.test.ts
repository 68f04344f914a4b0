import { readdirSync, readFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { exitCodeTable } from '../src/cli/command/exit-codes.ts';
import { optionTable } from '../src/config/option-table.ts';
import { OPTIONS } from '../src/config/options.ts';
import { ROOT } from './samples-truth.ts';

const pages = ['README.md', ...readdirSync(`${ROOT}docs`).map((name) => `docs/${name}`)];
const text = pages.map((page) => readFileSync(`${ROOT}${page}`, 'utf8')).join('\n');

it.each([
  ["the entry script's options", 'options', optionTable(OPTIONS)],
  ['the exit codes', 'exit codes', exitCodeTable()],
])('README or docs hold the table of %s as they are (npm run docs writes it)', async (_, name, table) => {
  const written = new RegExp(`<!-- ${name} -->\n(.*?)<!-- /${name} -->`, 's').exec(text)?.[1]?.trim();
  const expected = await format(table, {
    ...(await resolveConfig(`${ROOT}README.md`)),
    parser: 'markdown',
  });
  expect(written).toBe(expected.trim());
});
