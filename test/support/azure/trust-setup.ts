import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/**
 * Makes a certificate for this machine's own names and lets every test process trust it: Node reads
 * NODE_EXTRA_CA_CERTS once, when a process starts, and the test processes start after this.
 */
export default async function setup(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'parallel-run-ocr-tls-'));
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  writeFileSync(join(folder, 'cert.pem'), cert);
  writeFileSync(join(folder, 'key.pem'), key, { mode: 0o600 });
  process.env['NODE_EXTRA_CA_CERTS'] = join(folder, 'cert.pem');
  process.env['PARALLEL_RUN_OCR_TEST_TLS'] = folder;
  return () => rmSync(folder, { recursive: true });
}
