import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { MSI_PATH, MSI_SECRET } from '../../src/emulator/services/managed-identity.ts';
import type { Emulator } from '../../src/emulator/server/start-emulator.ts';
import { emulated } from '../emulator/emulated.ts';
import { WORKSPACE_VARIABLES } from '../support/azure/arm-endpoint.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const SCRIPT = fileURLToPath(new URL('../support/azure/load-and-refresh.mjs', import.meta.url));
const PROJECT = '3b1e0e6a-5a5b-4a51-9d3e-0c1f2a3b4c5d';
const SECRETS = {
  'ocr-read': '{"endpoint": "{url}", "key": "{key}"}',
  plates: `{"endpoint": "{url}", "key": "{key}", "project_id": "${PROJECT}", "published_name": "plates-3"}`,
};

it('a fresh process finds the vault, signs in and reads both secrets over TLS; a rotated key arrives', async () => {
  const emulator = await emulated({ tls: true, secrets: SECRETS, key: 'c4nary-old' });
  const child = spawn(process.execPath, [SCRIPT], { env: await environment(emulator), stdio: 'pipe' });
  const printed = text(child.stderr);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => JSON.parse((await lines.next()).value ?? 'null') as unknown;

  expect(await next()).toEqual({
    source: `Key Vault ${emulator.url}`,
    read: { endpoint: emulator.url },
    customVision: {
      endpoint: emulator.url,
      projectId: PROJECT,
      publishedName: 'plates-3',
      minimumProbability: 0.5,
    },
  });
  expect(await next()).toEqual(fingerprint(1, 'c4nary-old'));
  emulator.rotateKey('c4nary-new');
  child.stdin.write('refresh\n');
  expect(await next()).toEqual(fingerprint(2, 'c4nary-new'));
  child.stdin.end();

  // The Azure clients log everything they are willing to log.
  const log = await printed;
  expect(log).toContain('azure:');
  expect(log).not.toMatch(/c4nary/);
});

async function environment(emulator: Emulator): Promise<NodeJS.ProcessEnv> {
  const ca = join(await temporaryFolder(), 'ca.pem');
  await writeFile(ca, emulator.ca ?? '');
  return {
    ...WORKSPACE_VARIABLES,
    AZURE_LOG_LEVEL: 'verbose',
    NODE_EXTRA_CA_CERTS: ca,
    MSI_ENDPOINT: `${emulator.url}${MSI_PATH}`,
    MSI_SECRET,
    DEFAULT_IDENTITY_CLIENT_ID: 'the-cluster',
    PARALLEL_RUN_OCR_ARM_ENDPOINT: emulator.url,
    PARALLEL_RUN_OCR_VAULT_URL: emulator.url,
  };
}

function fingerprint(generation: number, key: string): object {
  return { generation, sha256: createHash('sha256').update(key).digest('hex') };
}
