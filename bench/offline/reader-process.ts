import { readFileSync } from 'node:fs';
import { createOfflineEngine } from '../../src/ocr/offline/engine.ts';
import { modelFolders } from '../../src/ocr/offline/models/model-folders.ts';
import { neverEnding } from '../../src/flow/time-scope.ts';
import { inMemory } from '../../src/images/image-content.ts';
import { findPlates } from '../../src/plates/find-plates.ts';
import type { Job, ReadImage, Result } from './reader-client.ts';

const threads = Number(process.argv[2]);
const engine = await createOfflineEngine({
  language: 'en',
  model: process.argv[3] === 'v4' ? 'v4' : 'v6',
  modelFolders: modelFolders(process.env),
  threads,
});

async function read(path: string): Promise<ReadImage> {
  const bytes = readFileSync(path);
  const image = inMemory({ key: path, bytes, format: 'jpeg', sha256: '' });
  const { pages } = await engine.read(image, neverEnding());
  const lines = pages.flatMap((page) => page.lines);
  return {
    text: lines.map((line) => line.text).join('\n'),
    lines: lines.map(({ text, confidence }) => ({ text, confidence: confidence ?? 0 })),
    plate: findPlates(pages, [], [])[0]?.text,
  };
}

async function readAll({ paths }: Job): Promise<Result> {
  const started = performance.now();
  const before = process.cpuUsage();
  const images: ReadImage[] = [];
  const queue = paths.entries();
  const lane = async (): Promise<void> => {
    for (const [index, path] of queue) images[index] = await read(path);
  };
  await Promise.all(Array.from({ length: threads }, lane));
  const { user, system } = process.cpuUsage(before);
  return {
    images,
    seconds: (performance.now() - started) / 1000,
    cpuSeconds: (user + system) / 1e6,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  };
}

process.on('message', (job: Job) => {
  void readAll(job).then((result) => process.send?.(result));
});
process.on('disconnect', () => void engine.close());
process.send?.('ready');
