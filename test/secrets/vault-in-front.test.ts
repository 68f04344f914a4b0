import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noProxies } from '../../src/network/proxies.ts';
import { retryingFlow } from '../../src/flow/retrying-flow.ts';
import { keyVaultSource } from '../../src/secrets/key-vault-source.ts';
import { empty, type Fault, type FaultVault, html, startFaultVault } from '../support/azure/fault-vault.ts';
import { tokenCredential } from '../support/azure/token-credential.ts';

const CANARY = 'c4nary-k3y';
const { signal } = new AbortController();

let vault: FaultVault;
beforeEach(async () => {
  vault = await startFaultVault();
});
afterEach(() => vault.close());

async function rejected(): Promise<Error> {
  const source = await keyVaultSource(
    vault.url,
    tokenCredential(),
    retryingFlow({ random: () => 0 }),
    noProxies,
  );
  const error = await source.get('ocr-read', signal).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error('it was not rejected');
  return error;
}

describe('what something in front of the vault sends is not taken for the vault’s', () => {
  const page = '<!DOCTYPE html><h1>Blocked by your administrator</h1>';
  const send =
    (status: number, headers: Record<string, string>, body: string | Buffer): Fault =>
    (response) => {
      response.writeHead(status, headers).end(body);
    };
  const asHtml = { 'content-type': 'text/html; charset=utf-8' };
  const asJson = { 'content-type': 'application/json' };

  it.each<[string, Fault, string]>([
    ['a page with 403', html(403), 'HTTP 403, text/html'],
    ['an empty 403', empty(403), 'HTTP 403, empty'],
    ['JSON of another kind with 403', send(403, asJson, '{"blocked":true}'), 'HTTP 403, application/json'],
    ['a page with 401', html(401), 'HTTP 401, text/html'],
    ['a page with 404', html(404), 'HTTP 404, text/html'],
    ['a page with 400', html(400), 'HTTP 400, text/html'],
    ['a text with 451', send(451, { 'content-type': 'text/plain' }, 'no'), 'HTTP 451, text/plain'],
    ['a captive portal', send(200, asHtml, page), 'HTTP 200, text/html'],
    ['a portal that calls its page JSON', send(200, asJson, page), 'HTTP 200, application/json'],
    ['an empty 200', empty(200), 'HTTP 200, empty'],
    ['a 204', empty(204), 'HTTP 204, empty'],
    ['JSON that is no secret', send(200, asJson, '{"status":"ok"}'), 'HTTP 200, application/json'],
    [
      'a compressed page',
      send(403, { ...asHtml, 'content-encoding': 'gzip' }, gzipSync(page)),
      'HTTP 403, text/html',
    ],
    [
      'a redirect to a sign-in',
      send(302, { location: 'https://login.example/?to=https://kv' }, ''),
      'HTTP 302 to login.example',
    ],
    ['a redirect without a target', send(307, {}, ''), 'HTTP 307, empty'],
  ])('%s', async (_, fault, received) => {
    vault.faults.push(fault);
    const error = await rejected();
    expect(error).toMatchObject({ code: 'secret_network', fault: 'configuration' });
    expect(error.message).toBe(
      `Secret 'ocr-read' cannot be read: something between us and Key Vault ${vault.url} responded (${received}), not the vault. Let this network reach the vault's host through its proxy, firewall or gateway, and check that --key_vault names a Key Vault.`,
    );
    expect(vault.asked).toHaveLength(1);
  });

  it('a proxy that requires a sign-in', async () => {
    vault.faults.push(html(407));
    expect((await rejected()).message).toContain('A proxy requires a sign-in: put it into HTTPS_PROXY');
  });

  it('nothing of a page is shown', async () => {
    vault.faults.push(send(200, asJson, `<p>${CANARY}</p>`));
    expect(inspect(await rejected(), { showHidden: true, depth: Infinity })).not.toContain('c4nary');
  });
});
