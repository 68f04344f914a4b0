import { get } from 'node:https';
import { expect, it } from 'vitest';
import { faults } from '../emulated.ts';
import { emulatedOverTls, trusting } from './support.ts';

function statusOf(url: string, ca: string | null): Promise<number | string> {
  const agent = ca === null ? {} : { agent: trusting(ca) };
  return new Promise((resolve) => {
    get(url, agent, (response) => resolve(response.resume().statusCode ?? 0)).on(
      'error',
      (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message),
    );
  });
}

it('the certificate is good for every loopback name, and for nobody who does not trust it', async () => {
  const { url, endpoint, ca } = await emulatedOverTls();
  expect(await statusOf(`${url}/_emulator/stats`, ca)).toBe(200);
  expect(await statusOf(`${endpoint}/_emulator/stats`, ca)).toBe(200);
  expect(await statusOf(`${url}/_emulator/stats`, null)).toMatch(/SELF_SIGNED|UNABLE_TO_VERIFY/);
});

it('a connection is cut under TLS, too', async () => {
  const rule = { on: 'resource-manager.workspace', fault: 'reset', when: 'after_body' };
  const { url, ca } = await emulatedOverTls({ faults: faults(rule) });
  const path = '/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w';
  expect(await statusOf(url + path, ca)).toBe('ECONNRESET');
});
