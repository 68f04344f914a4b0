import { describe, expect, it } from 'vitest';
import { vaultAudience } from '../../src/azure/audiences.ts';

describe('the audience of a vault', () => {
  it.each([
    ['https://kv-ocr.vault.azure.net', 'https://vault.azure.net'],
    ['https://kv-ocr.vault.azure.cn', 'https://vault.azure.cn'],
    ['https://kv-ocr.vault.usgovcloudapi.net', 'https://vault.usgovcloudapi.net'],
    ['http://127.0.0.1:8080', 'https://vault.azure.net'],
    ['https://localhost:8443', 'https://vault.azure.net'],
    ['kv-ocr', 'https://vault.azure.net'],
  ])('of %s is %s', (address, audience) => {
    expect(vaultAudience(address)).toBe(audience);
  });

  it('is never that of the public cloud for a host of another owner', () => {
    expect(vaultAudience('https://kv.attacker.example')).toBe('https://attacker.example');
  });
});
