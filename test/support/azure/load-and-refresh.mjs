// A fresh process, as AML starts one: loads both secrets, refreshes the Read key once per line on stdin, and prints
// fingerprints only.
import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import { format } from 'node:util';
import { cloudFrom } from '../../../dist/src/azure/cloud.js';
import { loadAccess } from '../../../dist/src/secrets/load-access.js';
import { openSecretSource } from '../../../dist/src/secrets/open-source.js';

const { signal } = new AbortController();
const fingerprint = ({ value, generation }) => ({
  generation,
  sha256: createHash('sha256').update(value.reveal()).digest('hex'),
});
const print = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);

const source = await openSecretSource('vault', null, process.env, () => cloudFrom(process.env), signal);
const request = {
  kvReadapi: 'ocr-read',
  kvCustomimage: 'plates',
  read: { endpoint: null },
  customVision: { endpoint: null, project: null, publishedName: null, minimumProbability: null },
};
const { read, customVision } = await loadAccess(request, source, signal);
process.stderr.write(format('everything %o', { source, read, customVision }));
print({ source: source.description, read: read.access, customVision: customVision.access });
print(fingerprint(read.key.current()));
for await (const _ of createInterface({ input: process.stdin })) {
  print(fingerprint(await read.key.refresh(read.key.current().generation, signal)));
}
