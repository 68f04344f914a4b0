import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';

const COMMAND = new URL('../../dist/src/cli/emulate.js', import.meta.url);

/** Runs the built command the way main does. */
function emulate(...args: readonly string[]): ChildProcessWithoutNullStreams {
  const script = `import yargs from 'yargs';
    import { emulateCommand } from '${COMMAND.href}';
    await yargs(process.argv.slice(1)).command(emulateCommand).strict().fail((message, error) => {
      console.error(error?.message ?? message);
      process.exit(2);
    }).parseAsync();`;
  const child = spawn(
    process.execPath,
    ['--input-type=module', '-e', script, 'emulate', '--reading', 'synthetic', ...args],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** The text of a stream up to the first chunk that matches. */
async function until(stream: NodeJS.ReadableStream, pattern: RegExp): Promise<string> {
  let seen = '';
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    seen += chunk.toString();
    if (pattern.test(seen)) return seen;
  }
  throw new Error(`The stream ended after ${JSON.stringify(seen)}.`);
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'emulate-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

test('serves over TLS, prints lines to source, and stops with 0 on Ctrl-C', async () => {
  const caFile = join(await temporaryFolder(), 'ca.pem');
  const child = emulate('--port', '0', '--write_ca', caFile, '--secret', 'readapisecret');
  const exports = await until(child.stdout, /PARALLEL_RUN_OCR_VAULT_URL.*\n/);
  const [, url] = /MSI_ENDPOINT='(https:\/\/127\.0\.0\.1:\d+)\/msi\/token'/.exec(exports) ?? [];
  expect(exports.trim().split('\n')).toEqual([
    `export NODE_EXTRA_CA_CERTS='${caFile}'`,
    `export MSI_ENDPOINT='${url}/msi/token' MSI_SECRET='emulator-msi-secret'`,
    `export PARALLEL_RUN_OCR_VAULT_URL='${url}' PARALLEL_RUN_OCR_ARM_ENDPOINT='${url}'`,
  ]);
  const ca = await readFile(caFile, 'utf8');
  const [response] = (await once(get(`${url}/_emulator/stats`, { ca }), 'response')) as [
    NodeJS.ReadableStream,
  ];
  expect(JSON.parse(await text(response))).toMatchObject({ requests: 0 });
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test.each([
  [['--host', '0.0.0.0'], /--allow_remote/],
  [['--latency', 'slow'], /--latency "slow" is not a distribution/],
  [['--rate', 'read=fast'], /--rate "read=fast" is not a rate/],
  [['--port', 'x'], /--port is not a number/],
  [['--faults', '[{"on":"read.submit"}]'], /--faults: rule 1: fault is undefined/],
])('%j is refused', async (args, message) => {
  const child = emulate(...args);
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  expect(stderr).toMatch(message);
  expect(code).toBe(2);
});

test('--help has examples', async () => {
  const child = emulate('--help');
  const help = await text(child.stdout);
  expect(help).toContain('Examples:');
  expect(help).toContain('--latency lognormal:800,0.5');
});
