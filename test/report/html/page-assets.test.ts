import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { expect, it } from 'vitest';
import { joinModules, loadPageAssets } from '../../../src/report/html/page-assets.ts';
import { ROOT } from '../../samples-truth.ts';

it('joins modules into one, without their imports and exports', () => {
  const sources = [
    'export const a = 1;\n',
    "import { a } from './a.js';\nimport {\n  b,\n} from './b.js';\nuse(a);\n",
  ];
  expect(joinModules(sources)).toBe('const a = 1;\nuse(a);\n');
});

it('has all modules of the page, in one script that is valid and cannot end its element', async () => {
  const script = (await loadPageAssets()).script.source
    .replace('<script type="module">', '')
    .replace('</script>', '');
  const { warnings } = await transform(script, { format: 'esm' });
  expect(warnings).toEqual([]);
  expect(script).not.toMatch(/<\/script|<!--|^import|^export/m);
  const modules = (await readdir(join(ROOT, 'src/report/html/browser'))).filter((name) =>
    name.endsWith('.js'),
  );
  expect(script.match(/^\/\/ .*\n(?=import|\n)?/gm)?.length).toBeGreaterThanOrEqual(modules.length);
});
