import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../../samples-truth.ts';

export interface Step {
  readonly commands: string;
  /** What the page says they print. */
  readonly output: string;
}

/** The commands of docs/deploy.md, in the order of the page. */
export async function readPage(): Promise<readonly Step[]> {
  const page = await readFile(join(ROOT, 'docs/deploy.md'), 'utf8');
  return Array.from(
    page.matchAll(/^```sh\n(.*?)^```\n+(?:```text\n(.*?)^```)?/gms),
    ([, commands = '', output = '']) => ({ commands, output }),
  );
}
