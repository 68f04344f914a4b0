import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { StormFiles } from '../storm/files.ts';

const COPY_EVERY = 10;

/** Writes `count` images of one day; each tenth has the bytes of the one written half the count before, or of the first. */
export async function writeImages(folder: string, count: number): Promise<StormFiles> {
  const day = join('2020', '08', '07');
  await mkdir(join(folder, day), { recursive: true });
  const blank = { create: { width: 64, height: 64, channels: 3, background: '#ffffff' } } as const;
  const image = await sharp(blank).png().toBuffer();
  const good: string[] = [];
  for (let number = 0; number < count; number += 1) {
    const isCopy = number % COPY_EVERY === COPY_EVERY - 1;
    const content = isCopy ? Math.max(0, number - Math.floor(count / 2) - 1) : number;
    const name = join(day, `${String(number).padStart(6, '0')}.png`);
    await writeFile(join(folder, name), Buffer.concat([image, Buffer.from(`image ${content}`)]));
    good.push(name);
  }
  return { good, bad: [] };
}
