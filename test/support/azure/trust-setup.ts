import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeCertificate } from './certificate.ts';

/** Names of Azure's services; a test reaches its own servers by them, through a proxy. */
const AZURE_NAMES = [
  'login.microsoftonline.com',
  'management.azure.com',
  'images.example.com',
  '*.vault.azure.net',
  '*.cognitiveservices.azure.com',
  '*.blob.core.windows.net',
  '*.api.azureml.ms',
];

/**
 * Makes a certificate for this machine's own names and lets every test process trust it: Node reads
 * NODE_EXTRA_CA_CERTS once, when a process starts, and the test processes start after this.
 */
export default async function setup(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'parallel-run-ocr-tls-'));
  const { certFile } = await writeCertificate(folder, ['localhost', ...AZURE_NAMES]);
  process.env['NODE_EXTRA_CA_CERTS'] = certFile;
  process.env['PARALLEL_RUN_OCR_TEST_TLS'] = folder;
  return () => rmSync(folder, { recursive: true });
}
