import { expect, it } from 'vitest';
import { baseOf, endpointProblem, isLoopback } from '../../src/azure/endpoint.ts';

it.each([
  ['https://kv-ocr.vault.azure.net/', null],
  ['http://localhost:8443', null],
  ['http://kv-ocr.vault.azure.net', 'is plain http, over which no key is sent'],
  ['kv-ocr.vault.azure.net', 'is not a URL'],
  ['ftp://name', 'is a ftp: URL'],
  ['https://user:pass@name', 'has a user name or password'],
  ['https://user@name', 'has a user name or password'],
  ['https://:pass@name', 'has a user name or password'],
  ['https://name/?key=1', 'has a query or fragment'],
])('%s: %s', (text, problem) => {
  expect(endpointProblem(text)).toBe(problem);
});

it('takes off the slashes at the end of an address', () => {
  expect(baseOf(new URL('https://api.example.com/gw//'))).toBe('https://api.example.com/gw');
});

it('knows the names of this machine, and no name that begins like one', () => {
  expect(['localhost', '127.0.0.1', '127.1.2.3', '[::1]'].map(isLoopback)).not.toContain(false);
  expect(['localhost.example', '127.0.0.1.example', '128.0.0.1'].map(isLoopback)).not.toContain(true);
});
