import { join } from 'node:path';
import { once } from 'node:events';
import { startCommand } from '../storm/processes.ts';

const READ_SECRET = '{"endpoint":"{url}","key":"{key}"}';
const DETECTOR_SECRET =
  '{"endpoint":"{url}","key":"{key}","project_id":"11111111-2222-3333-4444-555555555555","published_name":"plates"}';

export interface Azure {
  /** What a worker finds there: the identity, the vault, and the secrets for `--secrets env`. */
  readonly env: Readonly<Record<string, string>>;
  readonly stop: () => void;
}

/** The emulator with a vault and an identity over TLS, in a process of its own. */
export async function startAzure(folder: string): Promise<Azure> {
  const secrets = [
    '--secret',
    `readapisecret=${READ_SECRET}`,
    '--secret',
    `customimagesecret=${DETECTOR_SECRET}`,
  ];
  const argv = [
    'emulate',
    '--port',
    '0',
    '--reading',
    'synthetic',
    '--write_ca',
    join(folder, 'ca.pem'),
    ...secrets,
  ];
  const { child } = startCommand(argv, folder, process.env);
  let lines = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    lines += String(chunk);
  });
  while (!lines.includes('PARALLEL_RUN_OCR_ARM_ENDPOINT')) await once(child.stdout ?? child, 'data');
  const exported = [...lines.matchAll(/(\w+)='([^']*)'/g)].map(([, name = '', value = '']) => [name, value]);
  const env: Record<string, string> = Object.fromEntries(exported) as Record<string, string>;
  const url = env['PARALLEL_RUN_OCR_VAULT_URL'] ?? '';
  const secret = READ_SECRET.replace('{url}', url).replace('{key}', 'emulator-key-1');
  return {
    env: { ...env, PARALLEL_RUN_OCR_SECRET_READAPISECRET: secret },
    stop: () => {
      child.kill();
    },
  };
}
