// Writes the generated tables of README.md and docs/; test/readme.test.ts fails while they differ. Run: npm run docs
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { exitCodeTable } from '../dist/src/cli/command/exit-codes.js';
import { optionTable } from '../dist/src/config/option-table.js';
import { OPTIONS } from '../dist/src/config/options.js';
import { formatTable } from '../dist/src/plates/format-table.js';

const TABLES = {
  options: optionTable(OPTIONS),
  'exit codes': exitCodeTable(),
  'plate formats': formatTable(),
};

const root = new URL('../', import.meta.url).pathname;
for (const page of ['README.md', ...readdirSync(`${root}docs`).map((name) => `docs/${name}`)]) {
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
    writeFileSync(file, await format(updated, { ...(await resolveConfig(file)), filepath: file }));
  }
}
