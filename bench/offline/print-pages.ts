import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Sample } from './ground-truth.ts';

/** Faces that Debian's fonts-dejavu and fonts-liberation have; where one is missing, its replacement is drawn. */
export const FACES = [
  'DejaVu Sans',
  'DejaVu Sans Condensed',
  'DejaVu Sans Light',
  'DejaVu Sans Mono',
  'DejaVu Serif',
  'DejaVu Serif Condensed',
  'Liberation Mono',
  'Liberation Sans',
  'Liberation Sans Narrow',
  'Liberation Serif',
] as const;
export const RESOLUTIONS = [72, 100, 150, 200, 300] as const;

const WORDS =
  `the of and to in is was for on that with as at by from it be this are or an which not have were has
committee annual report meeting budget quarterly members invoice payment delivery address contract number street
customer insurance vehicle registration engine surface mechanical property analysis temperature laboratory result
university department government national history river mountain village harbour winter summer journey railway
station platform ticket passenger luggage weather forecast kitchen garden window building material quality standard
published revised agreement signature director manager service office telephone account balance interest account
Monday Tuesday January February London Berlin Lisbon Madrid Smith Müller 2024 1,250.00 17.5 % (see page 42) No. 318
VAT 19 % €4.99 £120 12/08/2024 10:45 A4 B-17 x-ray co-operation it's don't e.g. "quoted" first; second: third, fourth.`.split(
    /\s+/,
  );
const LINES = 6;
const CHARACTERS = 44;
/** Points. */
const [PAGE_WIDTH, PAGE_HEIGHT, MARGIN, SIZE, LEADING] = [400, 140, 22, 10.5, 16];

/** A clean page in each face at each resolution, drawn into a folder; every page has another text. */
export async function drawPrint(folder: string): Promise<Sample[]> {
  mkdirSync(folder, { recursive: true });
  const samples: Sample[] = [];
  for (const dpi of RESOLUTIONS) {
    for (const [index, face] of FACES.entries()) {
      const lines = linesOf(index * 1009 + dpi);
      const path = join(folder, `${face.replaceAll(' ', '-')}-${dpi}.png`);
      await sharp(Buffer.from(pageOf(lines, face, dpi)))
        .flatten({ background: 'white' })
        .png()
        .toFile(path);
      samples.push({ path, set: `print_${dpi}`, kind: 'text', text: lines.join('\n') });
    }
  }
  return samples;
}

function linesOf(seed: number): string[] {
  const next = randomFrom(seed);
  return Array.from({ length: LINES }, () => {
    let line = '';
    while (line.length < CHARACTERS)
      line += `${line === '' ? '' : ' '}${WORDS[Math.floor(next() * WORDS.length)]!}`;
    return line;
  });
}

function pageOf(lines: readonly string[], face: string, dpi: number): string {
  const pixels = (points: number): number => (points * dpi) / 72;
  const texts = lines.map(
    (line, index) =>
      `<text x="${pixels(MARGIN)}" y="${pixels(MARGIN + SIZE + index * LEADING)}">${escaped(line)}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.round(pixels(PAGE_WIDTH))}" height="${Math.round(pixels(PAGE_HEIGHT))}" font-family="${face}" font-size="${pixels(SIZE)}">${texts.join('')}</svg>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** Mulberry32, the generator of Tommy Ettinger, so that the pages are the same in every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
