import { describe, expect, it } from 'vitest';
import { KnownSecrets } from '../../src/redaction/known-secrets.ts';

const clean = (text: string): string => new KnownSecrets().redactMessage(text);
const JWT = 'eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwczovL3ZhdWx0In0.c2lnbmF0dXJlX29mX2l0';

describe('a credential that nobody made known', () => {
  it.each([
    ['a token', `got ${JWT}, which`, 'got [secret], which'],
    ['a bearer token', 'Bearer abc123.def', 'Bearer [secret]'],
    ['a header', 'authorization: Bearer abc12345', 'authorization: Bearer [secret]'],
    ['a header in JSON', '{"Authorization":"Basic dTpw"}', '{"Authorization":"Basic [secret]"}'],
    [
      'a header in JSON in JSON',
      String.raw`"{\"authorization\":\"Bearer abc12345\"}"`,
      String.raw`"{\"authorization\":\"Bearer [secret]\"}"`,
    ],
    ['basic credentials', 'Basic dXNlcjpwYXNzMQ==', 'Basic [secret]'],
    ['a key in a header', 'Ocp-Apim-Subscription-Key: 0123abcd', 'Ocp-Apim-Subscription-Key: [secret]'],
    ['a key in a query', '?subscription-key=0123abcd&x=1', '?subscription-key=[secret]&x=1'],
    ['a prediction key', '"prediction-key": "abc"', '"prediction-key": "[secret]"'],
    ['a shared access signature', 'https://a/b?sv=1&sig=a%2Bb%3D&se=2', 'https://a/b?sv=1&sig=[secret]&se=2'],
    ['one in an encoded URL', 'u=https%3A%2F%2Fa%3Fsig%3Da%252Bb', 'u=https%3A%2F%2Fa%3Fsig%3D[secret]'],
    ['a connection string', 'AccountName=a;AccountKey=abc+/==;X=1', 'AccountName=a;AccountKey=[secret];X=1'],
    [
      'a service bus',
      'SharedAccessKeyName=n;SharedAccessKey=abc=',
      'SharedAccessKeyName=n;SharedAccessKey=[secret]',
    ],
    [
      'a client secret',
      'AZURE_CLIENT_SECRET=abc~1 client_secret=x',
      'AZURE_CLIENT_SECRET=[secret] client_secret=[secret]',
    ],
    ['a proxy', 'http://me:p%40ss@proxy.example:8080/', 'http://[secret]@proxy.example:8080/'],
  ])('is removed: %s', (_, text, cleaned) => {
    expect(clean(text)).toBe(cleaned);
  });

  it.each([
    'Access denied due to invalid subscription key or wrong API endpoint.',
    'Check that the key belongs to this endpoint, or that the identity has the role Cognitive Services User.',
    'store the bare key, or a JSON object such as {"endpoint": "https://…", "key": "…"}.',
    'run "az login", set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, or run where an identity is.',
    'AuthorizationFailed: The client does not have authorization to perform the action.',
    'Check the authorization: roles are missing. Basic tier, Bearer tokens.',
    'mail to someone@example.com about https://a.example/path@2x.png',
    '--key_vault kv-ocr --kv_readapi readapisecret',
  ])('is not seen in: %s', (text) => {
    expect(clean(text)).toBe(text);
  });

  it('is left in data, which may look like one', () => {
    expect(new KnownSecrets().redact(`AccountKey=abc; ${JWT}`)).toBe(`AccountKey=abc; ${JWT}`);
  });
});
