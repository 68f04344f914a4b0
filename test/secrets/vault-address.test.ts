import { expect, it } from 'vitest';
import { cloudFrom } from '../../src/azure/cloud.ts';
import { vaultAddress } from '../../src/secrets/vault-address.ts';

const PUBLIC = cloudFrom({});

it.each([
  ['kv-ocr', 'https://kv-ocr.vault.azure.net'],
  ['abc', 'https://abc.vault.azure.net'],
  ['https://kv-ocr.vault.azure.net/', 'https://kv-ocr.vault.azure.net'],
  ['https://localhost:8443', 'https://localhost:8443'],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
])('%s is at %s', (vault, address) => {
  expect(vaultAddress(vault, PUBLIC)).toBe(address);
});

it.each([
  'ab',
  'a'.repeat(25),
  '1kv',
  'kv-',
  'kv--ocr',
  'kv_ocr',
  'kv.evil.example',
  'http://kv-ocr.vault.azure.net',
  'https://kv-ocr.vault.azure.net/secrets/ocr-read',
  'https://user@kv-ocr.vault.azure.net',
  'ftp://localhost',
  ':',
])('%s is rejected', (vault) => {
  expect(() => vaultAddress(vault, PUBLIC)).toThrow(/^--key_vault is ".*": give /);
});

it.each([
  'https://kv-ocr.vault.azure.net.evil.example',
  'https://evil.example',
  'https://kv-ocr.vault.azure.cn',
  'https://a.kv-ocr.vault.azure.net',
])('%s is no vault of the cloud in use', (vault) => {
  const attempt = () => vaultAddress(vault, PUBLIC);
  expect(attempt).toThrow(
    `--key_vault is "${vault}": give a vault of the cloud in use, such as https://{name}.vault.azure.net.`,
  );
  expect(attempt).toThrow(expect.objectContaining({ code: 'vault_address' }));
});

it.each([
  ['https://kv-ocr.vault.azure.net/x', 'an https:// address without a path'],
  ['a--b', "a vault's name (3 to 24 letters, digits and single dashes) or address"],
  ['abc--def', "a vault's name (3 to 24 letters, digits and single dashes) or address"],
])('%s: give %s', (vault, accepted) => {
  expect(() => vaultAddress(vault, PUBLIC)).toThrow(`--key_vault is "${vault}": give ${accepted}.`);
});

it('an unknown cloud has no vault by name or address, unless it is said where they are', () => {
  const unknown = { ...PUBLIC, name: null, vaultUrl: null };
  expect(() => vaultAddress('https://kv-ocr.vault.azure.net', unknown)).toThrow('give a vault of the cloud');
  expect(vaultAddress('https://localhost:8443', unknown)).toBe('https://localhost:8443');
});

it('another cloud is named in the environment', () => {
  const china = cloudFrom({
    PARALLEL_RUN_OCR_ARM_ENDPOINT: 'https://management.chinacloudapi.cn/',
    PARALLEL_RUN_OCR_VAULT_URL: 'https://{name}.vault.azure.cn',
  });
  expect(china.armEndpoint).toBe('https://management.chinacloudapi.cn');
  expect(vaultAddress('kv-ocr', china)).toBe('https://kv-ocr.vault.azure.cn');
});

it('no token goes out in the clear', () => {
  expect(() => cloudFrom({ PARALLEL_RUN_OCR_ARM_ENDPOINT: 'http://management.azure.com' })).toThrow(
    /PARALLEL_RUN_OCR_ARM_ENDPOINT is .*: give an https:/,
  );
  expect(() =>
    vaultAddress('kv-ocr', cloudFrom({ PARALLEL_RUN_OCR_VAULT_URL: 'http://{name}.vault.example' })),
  ).toThrow(/PARALLEL_RUN_OCR_VAULT_URL is/);
});
