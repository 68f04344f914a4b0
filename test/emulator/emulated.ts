import sharp from 'sharp';
import { onTestFinished } from 'vitest';
import type { FaultScript } from '../../src/emulator/faults/fault.ts';
import {
  type Emulator,
  type EmulatorOptions,
  parseFaults,
  startEmulator,
} from '../../src/emulator/server/start-emulator.ts';
import { syntheticEngine } from '../../src/emulator/reading/synthetic-engine.ts';
import type { OcrEngine } from '../../src/ocr/engine.ts';
import type { Page } from '../../src/ocr/reading.ts';
import type { OnFinished } from '../support/temporary-folder.ts';

export const KEY = 'emulator-key-1';

/** Reads at once, so that the first poll finds the operation done. */
export function instantEngine(...pages: readonly Page[]): OcrEngine {
  return { ...syntheticEngine, read: () => Promise.resolve({ model: 'instant', pages }) };
}

/** An image with one plate. */
export const PAGE: Page = {
  page: 1,
  width: 200,
  height: 100,
  unit: 'pixel',
  lines: [{ text: 'AB12CDE', confidence: 0.97, box: [20, 40, 120, 40, 120, 60, 20, 60], words: [] }],
};

/** A server that ends with the test. */
export async function emulated(
  options: Partial<EmulatorOptions> = {},
  onFinished: OnFinished = onTestFinished,
): Promise<Emulator> {
  const emulator = await startEmulator({ engine: instantEngine(PAGE), ...options });
  onFinished(() => emulator.close());
  return emulator;
}

export function faults(...rules: readonly object[]): FaultScript {
  return parseFaults(JSON.stringify({ seed: 1, rules }), 'test');
}

/** Every colour is another image. */
export function png(colour = '#ffffff', width = 200, height = 100): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: colour } })
    .png()
    .toBuffer();
}

export function submit(
  emulator: Emulator,
  body: Buffer,
  { query = '', headers = {} }: { query?: string; headers?: Record<string, string> } = {},
): Promise<Response> {
  return fetch(`${emulator.url}/vision/v3.2/read/analyze${query}`, {
    method: 'POST',
    body: new Uint8Array(body),
    headers: { 'ocp-apim-subscription-key': KEY, 'content-type': 'application/octet-stream', ...headers },
  });
}

/** The URL in the response's Operation-Location. */
export function operationOf(response: Response): string {
  return response.headers.get('operation-location') ?? '';
}

export function poll(location: string, key: string = KEY): Promise<Response> {
  return fetch(location, { headers: { 'ocp-apim-subscription-key': key } });
}

/** Submits and asks once. */
export async function readOnce(emulator: Emulator, body: Buffer): Promise<Response> {
  return poll(operationOf(await submit(emulator, body)));
}
