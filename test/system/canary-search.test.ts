import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { CanarySearch } from './canary-search.ts';

const SECRET = 'C4n4ry/K3y+1s=a"b\\c';
const search = new CanarySearch({ 'the key': SECRET });
const bytes = (...parts: string[]): Buffer => Buffer.from(parts.join(''));

it.each([
  ['plain', `key=${SECRET};`],
  ['in JSON', JSON.stringify({ key: SECRET })],
  ['in JSON with escaped slashes', `{"k":"${SECRET.replaceAll('/', '\\/')}"}`],
  ['in a URL', `?key=${encodeURIComponent(SECRET)}&x`],
  ['in a query of a form', new URL(`http://a.example/?k=${encodeURIComponent(SECRET).toLowerCase()}`).href],
  ['in base64', bytes(SECRET).toString('base64')],
  ['in base64 after a user name', bytes('u:', SECRET, '\n').toString('base64')],
  ['in base64 after one letter', bytes('u', SECRET, 'abc').toString('base64')],
  ['in base64url inside a token', bytes('{"sub":"', SECRET, '"}').toString('base64url')],
  ['in hex', bytes(SECRET).toString('hex')],
  ['backwards', Array.from(SECRET).toReversed().join('')],
])('finds a secret %s', (_, text) => {
  expect(search.inText('here', text)).toEqual(['here: the key']);
});

it('finds a secret in the name and in the bytes of files, and nothing in others', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'logs'));
  await writeFile(join(folder, 'logs', 'a.txt'), Buffer.concat([Buffer.from([0, 255]), bytes(SECRET)]));
  await writeFile(join(folder, encodeURIComponent(SECRET)), '');
  await writeFile(join(folder, 'logs', 'b.txt'), SECRET.slice(1));
  expect(search.inFolder(folder)).toHaveLength(2);
});
