import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PACKAGE_VERSION } from '../../src/contract/package-version.ts';
import { ROOT } from '../samples-truth.ts';

it('is that of package.json', async () => {
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  expect(PACKAGE_VERSION).toBe(version);
});
