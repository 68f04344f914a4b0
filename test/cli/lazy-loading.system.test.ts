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

/** The addresses of all modules that a command loads, with those of `further`, a module that is loaded before. */
async function runAndWatch(argv: readonly string[], further: string, env: NodeJS.ProcessEnv = {}) {
  const folder = await temporaryFolder();
  const hook = join(folder, 'hook.mjs');
  const furtherFile = join(folder, 'further.mjs');
  await writeFile(
    hook,
    `import { register } from 'node:module'; register(${JSON.stringify(asModule(LOADER))});`,
  );
  await writeFile(furtherFile, further);
  const NODE_OPTIONS = `--import=${hook} --import=${furtherFile}`;
  const end = await startCli(argv, folder, { ...env, NODE_OPTIONS }).done;
  return { ...end, loaded: (await readFile(join(folder, 'loaded.txt'), 'utf8')).split('\n') };
}

it('loads no image library, no network client and no identity for the help of any command', async () => {
  const others = [['report'], ['emulate'], ['replay'], ['aml', 'submit'], ['aml', 'provision']];
  const { code, out, loaded } = await runAndWatch(['check', '--help'], FURTHER_HELP, {
    FURTHER_COMMANDS: JSON.stringify(others),
  });
  expect(code).toBe(0);
  const shown = Array.from(out.matchAll(/^parallel-run-ocr (.*?) (?:[A-Z]+\S* )?\[/gm), ([, name]) => name);
  expect(shown).toEqual(['check', ...others.map((path) => path.join(' '))]);
  expect(loaded.filter((url) => url.includes('/yargs/'))).not.toEqual([]);
  expect(
    loaded.filter((url) =>
      /\/node_modules\/(?:sharp|undici|@azure|onnxruntime-node|piscina)\/|\/dist\/src\/azure\/credential/.test(
        url,
      ),
    ),
  ).toEqual([]);
});

/** Nothing of it is used by an engine that calls no service and a worker without a store. */
const OF_SERVICES =
  /\/node_modules\/(?:undici|@azure)\/|\/dist\/src\/(?:azure\/credential|flow\/pacing\/|ocr\/azure\/|secrets\/open-source|store\/open-store|worker\/create-service-engine)/;

it('loads nothing of the services and of other inputs for the offline engine, in a replay and in a worker', async () => {
  // Both come to the engine, and end before it loads its models.
  const argv = ['--engine', 'offline', '--language', 'xx'];
  const { code, err, loaded } = await runAndWatch(
    ['replay', '.', '--output', 'output', '--host', 'node', '--', ...argv],
    `import { init } from ${JSON.stringify(MAIN.replace('src/cli/main.js', 'entry/worker.js'))};
    process.once('beforeExit', () => init(${JSON.stringify(argv)}).catch(console.error));`,
  );
  expect(code).toBe(2);
  expect(err.match(/--language/g)?.length).toBeGreaterThan(1);
  expect(
    loaded.filter((url) => /\/worker\/(?:create-worker|create-offline-reader)\./.test(url)),
  ).toHaveLength(2);
  expect(loaded.filter((url) => OF_SERVICES.test(url))).toEqual([]);
  expect(loaded.filter((url) => /\/(?:manifest-input|failed-files)\./.test(url))).toEqual([]);
});
