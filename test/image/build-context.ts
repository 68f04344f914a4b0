import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { copyCheckout } from '../support/checkout.ts';

/** Must not be in an image, wherever in the build folder it was. */
export const LEAKED = 'a-secret-that-a-developer-left-here';

const SECRETS = [
  '.env',
  '.azureml/config.json',
  'entry/__pycache__/entry.pyc',
  'output/emulator.env',
  'secret.json',
];

/** A checkout as a developer has it, with secrets in the usual places. */
export async function makeBuildContext(folder: string): Promise<void> {
  await copyCheckout(folder);
  for (const file of SECRETS) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), LEAKED);
  }
}
