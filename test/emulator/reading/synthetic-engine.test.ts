import { expect, it } from 'vitest';
import { admitImage } from '../../../src/emulator/reading/admit-image.ts';
import { looksLikePlate } from '../../../src/emulator/convert/to-detection.ts';
import { syntheticEngine } from '../../../src/emulator/reading/synthetic-engine.ts';
import { neverEnding } from '../../../src/flow/time-scope.ts';
import { png } from '../emulated.ts';

const LIMITS = { formats: ['png', 'pdf'], maxBytes: 1e6, minSide: 1, maxSide: 1e4 } as const;

async function reading(bytes: Buffer) {
  const admitted = await admitImage(bytes, false, LIMITS);
  if (typeof admitted === 'string') throw new Error(admitted);
  return syntheticEngine.read(admitted.image, neverEnding());
}

it('the same bytes read the same, other bytes otherwise', async () => {
  const [white, black] = [await png(), await png('#000000')];
  expect(await reading(white)).toEqual(await reading(white));
  expect(await reading(white)).not.toEqual(await reading(black));
});

it('an image has a plate, its size, and boxes inside it', async () => {
  const { pages } = await reading(await png('#123456', 300, 80));
  expect(pages).toHaveLength(1);
  expect(pages[0]).toMatchObject({ width: 300, height: 80, unit: 'pixel' });
  const [plate, size] = pages[0]?.lines ?? [];
  expect(looksLikePlate(plate?.text ?? '')).toBe(true);
  expect(size?.text).toBe('page 1 of 300 x 80');
  for (const { box } of pages[0]?.lines ?? []) expect(Math.max(...box)).toBeLessThanOrEqual(300);
});

it('a PDF has as many pages as it has page objects', async () => {
  const { pages } = await reading(Buffer.from(`%PDF-1.4\n${'<< /Type /Page >>\n'.repeat(2)}`));
  expect(pages.map(({ page, unit }) => [page, unit])).toEqual([
    [1, 'inch'],
    [2, 'inch'],
  ]);
});
