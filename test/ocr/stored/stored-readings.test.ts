import { expect, it, onTestFinished } from 'vitest';
import { withStoredReadings } from '../../../src/ocr/stored/stored-readings.ts';
import type { OcrEngine } from '../../../src/ocr/engine.ts';
import { logStore } from '../../../src/store/log-store.ts';
import { readWith } from '../offline/read-bytes.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

function engineWith(model: string): OcrEngine {
  return {
    name: 'offline',
    model,
    limits: { formats: ['png'], maxBytes: 1, minSide: 1, maxSide: 1, maxPixels: 1 },
    defaultConcurrency: 1,
    read: async () => ({ model, pages: [] }),
    close: async () => {},
  };
}

it('a reading is not taken for that of another model', async () => {
  const folder = await temporaryFolder();
  const store = logStore({ folder, owner: 'a', now: () => performance.now(), onFailure: () => {} });
  onTestFinished(() => store.close());
  const image = Buffer.from('an image');
  const models: string[] = [];
  for (const model of ['PP-OCRv4-mobile', 'PP-OCRv6-small', 'PP-OCRv4-mobile']) {
    const engine = withStoredReadings(engineWith(model), store, ['reading', 'offline']);
    expect(engine.model).toBe(model);
    models.push((await readWith(engine, image)).model);
  }
  expect(models).toEqual(['PP-OCRv4-mobile', 'PP-OCRv6-small', 'PP-OCRv4-mobile']);
});
