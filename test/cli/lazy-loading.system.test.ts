import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { startCli } from './run-cli.ts';

/** Notes the address of each module that is loaded in `loaded.txt`. */
const LOADER = `
  import { appendFileSync } from 'node:fs';
  export function load(url, context, next) {
    appendFileSync('loaded.txt', url + '\\n');
    return next(url, context);
  }`;

const asModule = (code: string): string => `data:text/javascript,${encodeURIComponent(code)}`;

it.each([
  [['check']],
  [['report']],
  [['emulate']],
  [['replay']],
  [['aml', 'submit']],
  [['aml', 'provision']],
])('loads no image library, no network client and no identity for the help of %j', async (path) => {
  const folder = await temporaryFolder();
  const hook = join(folder, 'hook.mjs');
  await writeFile(
    hook,
    `import { register } from 'node:module'; register(${JSON.stringify(asModule(LOADER))});`,
  );
  const { code } = await startCli([...path, '--help'], folder, { NODE_OPTIONS: `--import=${hook}` }).done;
  expect(code).toBe(0);
  const loaded = (await readFile(join(folder, 'loaded.txt'), 'utf8')).split('\n');
  expect(loaded.filter((url) => url.includes('/yargs/'))).not.toEqual([]);
  expect(
    loaded.filter((url) => /\/node_modules\/(?:sharp|undici|@azure|onnxruntime-node|piscina)\//.test(url)),
  ).toEqual([]);
});
