import { expect, it } from 'vitest';
import { knownSecrets } from '../../src/redaction/known-secrets.ts';
import { shownArguments } from '../../src/replay/shown-arguments.ts';

it.each([
  [
    ['--engine', 'offline', '--max_concurrency=4'],
    ['--engine', 'offline', '--max_concurrency=4'],
  ],
  [
    ['--secrets', 'env', '--kv_readapi=ocr', '--key_vault', 'vault'],
    ['--secrets', 'env', '--kv_readapi=ocr', '--key_vault', 'vault'],
  ],
  [
    ['--api-key', 'abc', '--x', 'y'],
    ['--api-key', '[secret]', '--x', 'y'],
  ],
  [['--db_password=a=b'], ['--db_password=[secret]']],
  [
    ['--token', '--x'],
    ['--token', '--x'],
  ],
  [
    ['--sas_token=x', 'y'],
    ['--sas_token=[secret]', 'y'],
  ],
])('%j is shown as %j', (given, shown) => {
  expect(shownArguments(given)).toEqual(shown);
});

it('leaves out known secrets, and credentials by their form', () => {
  knownSecrets.add('sesame-8472-open');
  expect(shownArguments(['--note', 'sesame-8472-open', 'https://a/b?sig=abcdefghijklmnop%3D'])).toEqual([
    '--note',
    '[secret]',
    expect.not.stringContaining('abcdefghijklmnop'),
  ]);
});
