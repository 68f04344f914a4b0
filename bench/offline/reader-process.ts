import { readFileSync } from 'node:fs';
import { createOfflineEngine } from '../../src/ocr/offline/engine.ts';
import { modelFolders } from '../../src/ocr/offline/models/model-folders.ts';
import { neverEnding } from '../../src/flow/time-scope.ts';
import { inMemory } from '../../src/images/image-content.ts';
import type { Job, Result } from './reader-client.ts';

const threads = Number(process.argv[2]);
const engine = await createOfflineEngine({
  language: 'en',
  model: process.env['OCR_BENCH_MODEL'] === 'v4' ? 'v4' : null,
  modelFolders: modelFolders(process.env),
  threads,
});

async function read(path: string): Promise<string> {
  const bytes = readFileSync(path);
  const reading = await engine.read(
    inMemory({ key: path, bytes, format: 'jpeg', sha256: '' }),
    neverEnding(),
  );
  return reading.pages.flatMap((page) => page.lines.map((line) => line.text)).join('\n');
}

async function readAll({ paths }: Job): Promise<Result> {
  const started = performance.now();
  const texts: string[] = [];
  const queue = paths.entries();
  const lane = async (): Promise<void> => {
    for (const [index, path] of queue) texts[index] = await read(path);
  };
  await Promise.all(Array.from({ length: threads }, lane));
  const seconds = (performance.now() - started) / 1000;
  return { texts, seconds, peakMegabytes: process.resourceUsage().maxRSS / 1024 };
}

process.on('message', (job: Job) => {
  void readAll(job).then((result) => process.send?.(result));
});
process.on('disconnect', () => void engine.close());
process.send?.('ready');
