import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageFolder } from '../../files/package-folder.ts';

export async function packageVersion(): Promise<string> {
  const manifest = await readFile(join(packageFolder(), 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
