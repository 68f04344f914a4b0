import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neverEnding } from '../../src/flow/time-scope.ts';
import type { Emulator } from '../../src/emulator/server/start-emulator.ts';
import type { OcrEngine } from '../../src/ocr/engine.ts';
import {
  AZURE_ENGINES,
  contentOf,
  emulatedAzure,
  engineFor,
  inRealTime,
} from './azure/support/azure-engines.ts';
import { fieldsOf, READING_FIELDS } from './azure/support/shape.ts';
import { builtEngine } from './offline/built-engine.ts';
import { textOf } from './offline/read-bytes.ts';
import { draw, drawPlate } from './offline/drawing.ts';

const scope = neverEnding();
/** The engines' clock runs twenty times as fast as the offline engine reads. */
const timeLimits = { requestMs: 20 * 60_000, imageMs: 20 * 60_000 };
const receipt = contentOf(await readFile('samples/2020/08/07/receipts/groceries.jpg'));
let offline: OcrEngine;
/** Behind it reads the offline engine, each image once, so all must find the same text. */
let azure: Emulator;
let textOfReceipt: string;
beforeAll(async () => {
  offline = await builtEngine('en');
  azure = await emulatedAzure({ engine: offline }, () => {});
  textOfReceipt = textOf(await offline.read(receipt, scope));
});
afterAll(async () => {
  await azure.close();
  await offline.close();
});

const engines = [
  { name: 'offline', start: () => Promise.resolve(offline) },
  ...AZURE_ENGINES.map((subject) => ({
    name: subject.name,
    start: () => Promise.resolve(engineFor(subject, azure, { timeLimits, flow: inRealTime() }).engine),
  })),
];

describe.each(engines)('$name', ({ name, start }) => {
  it('goes by its --engine value', async () => {
    expect((await start()).name).toBe(name);
  });

  it('reads a number plate', async () => {
    const reading = await (
      await start()
    ).read(contentOf(await drawPlate('KL 55 R 2473').png().toBuffer()), scope);
    expect(textOf(reading).replaceAll(/[^A-Z0-9]/g, '')).toBe('KL55R2473');
    expect(fieldsOf(reading)).toEqual(READING_FIELDS);
  });

  it('reads every line of a receipt as the offline engine does', async () => {
    expect(textOf(await (await start()).read(receipt, scope))).toBe(textOfReceipt);
  });

  it('finds nothing on a blank page', async () => {
    const blank = await draw({ width: 300, height: 200, lines: [], fontSize: 20 }).png().toBuffer();
    const [page] = (await (await start()).read(contentOf(blank), scope)).pages;
    expect(page).toEqual({ page: 1, width: 300, height: 200, unit: 'pixel', lines: [] });
  });

  it('fails with the item’s own failure for what is no image', async () => {
    const engine = await start();
    const broken = { ...contentOf(await readFile('samples/2020/08/07/broken.jpg')), format: 'jpeg' } as const;
    await expect(engine.read(broken, scope)).rejects.toMatchObject({ fault: 'item' });
  });

  it('rejects with the very reason of an aborted signal', async () => {
    const engine = await start();
    const image = contentOf(await drawPlate('KL55R2473').png().toBuffer());
    const reason = new Error('the deadline has passed');
    await expect(engine.read(image, neverEnding(AbortSignal.abort(reason)))).rejects.toBe(reason);
    const controller = new AbortController();
    const reading = engine.read(image, neverEnding(controller.signal));
    controller.abort(reason);
    await expect(reading).rejects.toBe(reason);
  });
});
