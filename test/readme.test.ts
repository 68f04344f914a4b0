import { readFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { optionTable } from '../src/config/option-table.ts';
import { OPTIONS } from '../src/config/options.ts';

const file = new URL('../README.md', import.meta.url);
const readme = readFileSync(file, 'utf8');

it("holds the table of the entry script's options as they are (npm run docs writes it)", async () => {
  const table = /<!-- options -->\n(.*?)<!-- \/options -->/s.exec(readme)?.[1]?.trim();
  const expected = await format(optionTable(OPTIONS), {
    ...(await resolveConfig(file.pathname)),
    parser: 'markdown',
  });
  expect(table).toBe(expected.trim());
});
