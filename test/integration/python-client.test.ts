import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import type * as OfflineEngine from '../../src/ocr/offline/engine.ts';
import { KEY, emulated } from '../emulator/emulated.ts';
import { ROOT, SAMPLES, TRUTH } from '../samples-truth.ts';
import { pythonEnvironment } from './python-environment.ts';

const run = promisify(execFile);
const SCRIPT = fileURLToPath(new URL('./python-client.py', import.meta.url));

it('azure-cognitiveservices-vision-computervision reads a sample, unchanged', async ({ skip }) => {
  const environment = await pythonEnvironment('python-client');
  if ('missing' in environment) return skip(environment.missing);
  const { createOfflineEngine } = (await import(
    `${ROOT}dist/src/ocr/offline/engine.js`
  )) as typeof OfflineEngine;
  const engine = await createOfflineEngine({ language: 'en', model: 'v4', modelFolders: [], threads: 1 });
  onTestFinished(() => engine.close());
  const emulator = await emulated({ engine });
  const truth = TRUTH.samples.find(({ kind }) => kind === 'plate');
  const { stdout } = await run(environment.python, [SCRIPT, emulator.url, KEY, `${SAMPLES}${truth?.file}`]);
  const { status, lines } = JSON.parse(stdout) as { status: string; lines: string[] };
  expect(status).toBe('succeeded');
  expect(lines.join('').replaceAll(/[^A-Z0-9]/g, '')).toContain(truth?.plate);
  expect(emulator.stats()).toMatchObject({ billed_pages: 1 });
});
