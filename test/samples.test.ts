import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { ROOT, SAMPLES, TRUTH, TRUTH_FILE } from './samples-truth.ts';

const MOST_BYTES = 3 * 1024 * 1024;

describe('the samples and their truth', () => {
  it('every file has one truth, and every truth a file', () => {
    expect(filesIn(SAMPLES)).toEqual(TRUTH.samples.map(({ file }) => file).toSorted());
  });

  it('there are two partitions and every kind, and together they stay small', () => {
    expect(new Set(TRUTH.samples.map(({ file }) => file.split('/').slice(0, 3).join('/')))).toEqual(
      new Set(['2020/08/07', '2020/08/08']),
    );
    expect(new Set(TRUTH.samples.map(({ kind }) => kind))).toEqual(
      new Set(['plate', 'anpr', 'receipt', 'sign', 'page', 'blank', 'broken']),
    );
    const bytes = filesIn(SAMPLES).reduce((sum, file) => sum + readFileSync(SAMPLES + file).length, 0);
    expect(bytes).toBeLessThan(MOST_BYTES);
  });

  it.each(TRUTH.samples)('$file decodes, or not, as its status says', async ({ file, status }) => {
    const outcome = await sharp(SAMPLES + file, { failOn: 'error' })
      .raw()
      .toBuffer()
      .then(
        () => 'decoded',
        (error: unknown) => String(error),
      );
    expect(outcome).toMatch(status === 'failed' ? /unsupported image format/u : /^decoded$/u);
  });

  it.each(TRUTH.samples)('$file has the truth of its kind', ({ kind, plate, box, lines }) => {
    const withPlate = kind === 'plate' || kind === 'anpr';
    const withLines = kind === 'receipt' || kind === 'sign' || kind === 'page';
    expect(plate ?? '').toMatch(withPlate ? /^[A-Z0-9]{6,8}$/u : /^$/u);
    expect((lines ?? []).length > 0).toBe(withLines);
    expect(box !== undefined).toBe(kind === 'anpr');
  });

  it.each(TRUTH.samples.filter(({ box }) => box !== undefined))(
    'the plate box of $file lies inside',
    async (truth) => {
      const { width, height } = await sharp(SAMPLES + truth.file).metadata();
      const box = truth.box!;
      expect(Math.min(box.x, box.y)).toBeGreaterThan(0);
      expect(box.x + box.width).toBeLessThan(width);
      expect(box.y + box.height).toBeLessThan(height);
    },
  );

  it('one page lies on its side and says so in its EXIF tag', async () => {
    const { width, height, orientation } = await sharp(
      `${SAMPLES}2020/08/08/pages/phone-turned.jpg`,
    ).metadata();
    expect({ width, height, orientation }).toEqual({ width: 1200, height: 900, orientation: 6 });
  });
});

it('drawn again, every file has the same bytes', { timeout: 120_000 }, async (context) => {
  const here = (await drawSamples('--fingerprint')).trim();
  if (here !== TRUTH.fingerprint) {
    const reason =
      'this machine has other fonts (DejaVu is wanted) or another renderer than the samples were drawn with';
    process.stderr.write(`skipped: ${reason}\n`);
    context.skip(reason);
  }
  const folder = await mkdtemp(join(tmpdir(), 'samples-'));
  try {
    await drawSamples('--into', folder);
    const drawn = `${folder}/samples/`;
    expect(filesIn(drawn)).toEqual(filesIn(SAMPLES));
    const changed = filesIn(drawn).filter(
      (file) => !readFileSync(drawn + file).equals(readFileSync(SAMPLES + file)),
    );
    expect(changed).toEqual([]);
    expect(readFileSync(`${folder}/samples-truth.json`, 'utf8')).toBe(readFileSync(TRUTH_FILE, 'utf8'));
  } finally {
    await rm(folder, { recursive: true });
  }
});

async function drawSamples(...options: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    `${ROOT}scripts/draw-samples.mjs`,
    ...options,
  ]);
  return stdout;
}

/** Relative paths with `/`, sorted. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .toSorted();
}
