import { once } from 'node:events';
import { startCli } from '../cli/run-cli.ts';

/** Azure's services on this machine, read by the offline engine. */
export interface EmulatedAzure {
  /** Of a cluster whose services they are; the certificate is `ca.pem` of the folder. */
  readonly env: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

/** @param secrets as `emulate --secret` takes them */
export async function emulateAzure(folder: string, secrets: readonly string[]): Promise<EmulatedAzure> {
  const options = secrets.flatMap((secret) => ['--secret', secret]);
  const run = startCli(['emulate', '--port', '0', '--write_ca', 'ca.pem', ...options], folder);
  let printed = '';
  run.process.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  await Promise.race([once(run.process.stderr!, 'data'), run.done]);
  return {
    env: Object.fromEntries(
      Array.from(printed.matchAll(/(\w+)='([^']*)'/g), ([, name = '', value = '']) => [name, value]),
    ),
    stop: async () => {
      run.process.kill('SIGINT');
      await run.done;
    },
  };
}
