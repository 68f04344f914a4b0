import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of this package, from `src` and from `dist`. */
export function packageFolder(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}
