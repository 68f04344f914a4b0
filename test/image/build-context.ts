import { cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ROOT } from '../samples-truth.ts';

/** What no image may hold, wherever it lay in the folder that the image was built in. */
export const LEAKED = 'a-secret-that-a-developer-left-here';

const SECRETS = [
  '.env',
  '.azureml/config.json',
  'entry/__pycache__/door.pyc',
  'output/emulator.env',
  'secret.json',
];
const HEAVY = new Set(['.git', 'dist', 'dist-bundle', 'node_modules', 'output']);

/** A copy of the checkout with what a developer's folder has besides: secrets in the usual places. */
export async function copyCheckout(folder: string): Promise<void> {
  await cp(ROOT, folder, { recursive: true, filter: (source) => !HEAVY.has(source.slice(ROOT.length)) });
  for (const file of SECRETS) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), LEAKED);
  }
}
