// Writes the generated tables of README.md and docs/; test/readme.test.ts fails while they differ. Run: npm run docs
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { conformancePage, notEmulatedList } from './conformance/page.mjs';
import { exitCodeTable } from '../dist/src/cli/command/exit-codes.js';
import { optionTable } from '../dist/src/config/option-table.js';
import { OPTIONS } from '../dist/src/config/options.js';
import { formatTable } from '../dist/src/plates/format-table.js';

const TABLES = {
  options: optionTable(OPTIONS),
  'exit codes': exitCodeTable(),
  'plate formats': formatTable(),
  'not emulated': notEmulatedList(),
};

const root = new URL('../', import.meta.url).pathname;
await writePage(`${root}docs/conformance.md`, conformancePage(root));
const names = readdirSync(`${root}docs`).filter((name) => name.endsWith('.md'));
for (const page of ['README.md', ...names.map((name) => `docs/${name}`)]) {
  const file = `${root}${page}`;
  const text = readFileSync(file, 'utf8');
  const updated = Object.entries(TABLES).reduce(
    (whole, [name, table]) =>
      whole.replace(
        new RegExp(`(?<=<!-- ${name} -->\n).*?(?=<!-- /${name} -->)`, 's'),
        () => `\n${table}\n\n`,
      ),
    text,
  );
  if (updated !== text) {
    await writePage(file, updated);
  }
}

async function writePage(file, text) {
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
}
