// Writes the generated parts of README.md; test/readme.test.ts fails while they differ. Run: npm run docs
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { optionTable } from '../dist/src/config/option-table.js';
import { OPTIONS } from '../dist/src/config/options.js';

const file = new URL('../README.md', import.meta.url).pathname;
const readme = readFileSync(file, 'utf8').replace(
  /(?<=<!-- options -->\n).*?(?=<!-- \/options -->)/s,
  () => `\n${optionTable(OPTIONS)}\n\n`,
);
writeFileSync(file, await format(readme, { ...(await resolveConfig(file)), filepath: file }));
