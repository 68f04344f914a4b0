import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { MAIN, startCli } from './run-cli.ts';

/** Notes the address of each module that is loaded in `loaded.txt`. */
const LOADER = `
  import { appendFileSync } from 'node:fs';
  export function load(url, context, next) {
    appendFileSync('loaded.txt', url + '\\n');
    return next(url, context);
  }`;

/** After the first help of the process: the help of the other commands, one after the other. */
const FURTHER_HELP = `
  import { runCommandLine } from ${JSON.stringify(MAIN.replace('main.js', 'command-line.js'))};
  const terminal = { out: (text) => void process.stdout.write(text), err() {}, clearErrLine() {}, errColumns: null, outColumns: null };
  const context = { terminal, env: {}, currentFolder: '/', nodeCommand: '', watchInterrupts() {} };
  process.once('beforeExit', async () => {
    for (const path of JSON.parse(process.env.FURTHER_COMMANDS)) {
      process.exitCode ||= await runCommandLine([...path, '--help'], context);
    }
  });`;

const asModule = (code: string): string => `data:text/javascript,${encodeURIComponent(code)}`;

it('loads no image library, no network client and no identity for the help of any command', async () => {
  const folder = await temporaryFolder();
  const hook = join(folder, 'hook.mjs');
  const further = join(folder, 'further.mjs');
  await writeFile(
    hook,
    `import { register } from 'node:module'; register(${JSON.stringify(asModule(LOADER))});`,
  );
  await writeFile(further, FURTHER_HELP);
  const others = [['report'], ['emulate'], ['replay'], ['aml', 'submit'], ['aml', 'provision']];
  const { code, out } = await startCli(['check', '--help'], folder, {
    NODE_OPTIONS: `--import=${hook} --import=${further}`,
    FURTHER_COMMANDS: JSON.stringify(others),
  }).done;
  expect(code).toBe(0);
  const shown = Array.from(out.matchAll(/^parallel-run-ocr (.*?) (?:[A-Z]+\S* )?\[/gm), ([, name]) => name);
  expect(shown).toEqual(['check', ...others.map((path) => path.join(' '))]);
  const loaded = (await readFile(join(folder, 'loaded.txt'), 'utf8')).split('\n');
  expect(loaded.filter((url) => url.includes('/yargs/'))).not.toEqual([]);
  expect(
    loaded.filter((url) => /\/node_modules\/(?:sharp|undici|@azure|onnxruntime-node|piscina)\//.test(url)),
  ).toEqual([]);
});
