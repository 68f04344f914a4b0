import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { retryingFlow } from '../../../src/flow/retrying-flow.ts';
import { neverEnding } from '../../../src/flow/time-scope.ts';
import { silentLogger } from '../../../src/logging/logger.ts';
import type { OcrEngine } from '../../../src/ocr/engine.ts';
import { createCustomVisionDetector } from '../../../src/ocr/plates/custom-vision-detector.ts';
import { withPlateDetection } from '../../../src/ocr/plates/with-plate-detection.ts';
import { SAMPLES, TRUTH } from '../../samples-truth.ts';
import {
  AZURE_ENGINES,
  contentOf,
  emulatedAzure,
  engineFor,
  inRealTime,
} from '../azure/support/azure-engines.ts';
import { fixedKey } from '../azure/support/keys.ts';
import { builtEngine } from '../offline/built-engine.ts';
import { textOf } from '../offline/read-bytes.ts';

const scope = neverEnding();
const [read] = AZURE_ENGINES;
const scenes = TRUTH.samples.filter(({ kind }) => kind === 'anpr');
let offline: OcrEngine;
beforeAll(async () => {
  offline = await builtEngine('en');
});
afterAll(() => offline.close());

/** Detection and reading through one emulator, which reads with the offline engine. */
async function start() {
  const emulator = await emulatedAzure({ engine: offline });
  const detector = createCustomVisionDetector({
    endpoint: emulator.url,
    ca: emulator.ca ?? '',
    auth: { kind: 'key', keys: fixedKey() },
    flow: retryingFlow(),
    logger: silentLogger,
    projectId: '9f2d7a4e-1c3b-4a5d-8e6f-0b1c2d3e4f5a',
    publishedName: 'anpr-1',
    minimumProbability: 0.5,
  });
  const timeLimits = { requestMs: 20 * 60_000, imageMs: 20 * 60_000 };
  const engine = withPlateDetection(
    engineFor(read, emulator, { timeLimits, flow: inRealTime() }).engine,
    detector,
  );
  onTestFinished(() => engine.close());
  return { engine, emulator };
}

describe('plates through detection, crop and read', () => {
  it.each(scenes)('$file', async ({ file, plate, box }) => {
    const { engine, emulator } = await start();
    const reading = await engine.read(contentOf(await readFile(SAMPLES + file)), scope);
    const region = reading.regions?.[0];
    expect(region).toMatchObject({ tag: 'plate' });
    expect(region?.text.replaceAll(/[^A-Z0-9]/g, '')).toContain(plate);
    expect(textOf(reading).startsWith(region?.text ?? '?')).toBe(true);
    expect(overlaps(region!.box, box!)).toBe(true);
    const { operations } = emulator.stats();
    expect(operations['custom-vision.detect-nostore']?.requests).toBe(1);
    expect(operations['read.submit']?.requests).toBe(reading.regions?.length);
  });

  it('reads nothing where nothing is detected, and pays for no reading', async () => {
    const { engine, emulator } = await start();
    const reading = await engine.read(
      contentOf(await readFile(`${SAMPLES}2020/08/07/pages/blank.png`)),
      scope,
    );
    expect(reading).toMatchObject({ regions: [], pages: [{ lines: [] }] });
    expect(emulator.stats().operations['read.submit']).toBeUndefined();
  });
});

/** Whether the middle of the region lies inside the true box. */
function overlaps(
  region: readonly number[],
  truth: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): boolean {
  const middle = (axis: number): number =>
    [0, 2, 4, 6].reduce((sum, at) => sum + (region[axis + at] ?? 0), 0) / 4;
  const [x, y] = [middle(0), middle(1)];
  return x > truth.x && x < truth.x + truth.width && y > truth.y && y < truth.y + truth.height;
}
