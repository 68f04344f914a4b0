import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReadImage } from './reader-client.ts';

/** What an engine read, in the order of the paths. */
export interface EngineResult {
  readonly images: readonly ReadImage[];
  readonly cpuSeconds: number;
}

const SCRIPT = 'bench/offline/read_with.py';
const RAPIDOCR = ['rapidocr==3.10.0', 'onnxruntime==1.32.0'];
const MOST_BYTES = 1024 * 1024 * 1024;

/** The `tesseract` command, one process per file, page segmentation mode 3; null where it is not installed. */
export function readWithTesseract(paths: readonly string[]): EngineResult | null {
  return readWith('python3', 'tesseract', paths);
}

/** RapidOCR from PyPI, in an environment of its own in the temporary folder; null where it cannot be installed. */
export function readWithRapidOcr(paths: readonly string[]): EngineResult | null {
  const folder = join(tmpdir(), 'parallel-run-ocr-bench-rapidocr');
  const python = join(folder, 'bin/python');
  if (!existsSync(join(folder, 'installed'))) {
    const made = spawnSync('python3', ['-m', 'venv', folder], { stdio: 'inherit' });
    const install = ['-m', 'pip', 'install', '--quiet', ...RAPIDOCR];
    if (made.status !== 0 || spawnSync(python, install, { stdio: 'inherit' }).status !== 0) return null;
    execFileSync('touch', [join(folder, 'installed')]);
  }
  return readWith(python, 'rapidocr', paths);
}

function readWith(python: string, engine: string, paths: readonly string[]): EngineResult | null {
  const command = ['-c', '0', python, SCRIPT, engine];
  const options = { encoding: 'utf8', input: JSON.stringify(paths), maxBuffer: MOST_BYTES } as const;
  const result: EngineResult | null = JSON.parse(execFileSync('taskset', command, options));
  return result;
}
