import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { ServerOptions } from 'node:https';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/** PEM files; whoever trusts the first trusts the server that has both. */
export interface Certificate {
  readonly certFile: string;
  readonly keyFile: string;
}

export function certificateIn(folder: string): Certificate {
  return { certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') };
}

/** Makes one, its own authority, for these names and 127.0.0.1. */
export async function writeCertificate(folder: string, names: readonly string[]): Promise<Certificate> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: names[0] ?? '' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      {
        name: 'subjectAltName',
        altNames: [...names.map((value) => ({ type: 2 as const, value })), { type: 7, ip: '127.0.0.1' }],
      },
    ],
  });
  const certificate = certificateIn(folder);
  await writeFile(certificate.certFile, cert);
  await writeFile(certificate.keyFile, key, { mode: 0o600 });
  return certificate;
}

export function readCertificate({ certFile, keyFile }: Certificate): ServerOptions {
  return { cert: readFileSync(certFile), key: readFileSync(keyFile) };
}

/** The same as texts, for the servers of `src/emulator`. */
export function readPem({ certFile, keyFile }: Certificate): Record<'ca' | 'cert' | 'key', string> {
  const cert = readFileSync(certFile, 'utf8');
  return { ca: cert, cert, key: readFileSync(keyFile, 'utf8') };
}
