import { blur, opaque, png, render, jpeg, jpegTurned } from './raster.mjs';
import { warpInto } from './perspective.mjs';
import { expose } from './weather.mjs';
import { randomStream } from './random.mjs';

/** @typedef {import('./perspective.mjs').Quad} Quad */

/** @param {string} text */
function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/**
 * A line of a receipt: words at the left, an amount at the right, or one text in the middle.
 * @typedef {{ left: string, right?: string, large?: boolean } | { centre: string, large?: boolean } | 'rule'} ReceiptLine
 */

const RECEIPT = { width: 640, margin: 34, font: 27, step: 39 };

/** The expected lines, from the top down; rules have no text. @param {ReceiptLine[]} lines */
export function receiptTexts(lines) {
  return lines.flatMap((line) => {
    if (line === 'rule') return [];
    if ('centre' in line) return [line.centre];
    return [line.right === undefined ? line.left : `${line.left} ${line.right}`];
  });
}

/** @param {ReceiptLine[]} lines @param {number} seed */
function receiptDrawing(lines, seed) {
  const random = randomStream(seed);
  let y = 40;
  const rows = lines.map((line) => {
    const large = line !== 'rule' && line.large === true;
    y += large ? RECEIPT.step * 1.35 : RECEIPT.step;
    // A print head does not heat evenly: some lines are paler.
    return `<g fill-opacity="${random.between(0.78, 0.96).toFixed(2)}">${receiptRow(line, y, large ? RECEIPT.font * 1.4 : RECEIPT.font)}</g>`;
  });
  const height = Math.round(y + 90);
  const teeth = Array.from(
    { length: 32 },
    (_, tooth) =>
      `L${RECEIPT.width - 10 - tooth * 20} ${height - 12}L${RECEIPT.width - 20 - tooth * 20} ${height}`,
  );
  return {
    height,
    svg: `<linearGradient id="fold" x1="0" y1="0" x2="0.15" y2="1"><stop offset="0" stop-color="#fbfaf6"/><stop offset="0.31" stop-color="#f4f2ec"/><stop offset="0.33" stop-color="#e0ddd4"/><stop offset="0.35" stop-color="#faf8f3"/><stop offset="1" stop-color="#efece4"/></linearGradient>
      <path d="M0 0H${RECEIPT.width}V${height}${teeth.join('')}Z" fill="url(#fold)"/>
      <g fill="#26262c" font-family="DejaVu Sans Mono">${rows.join('')}</g>`,
  };
}

/** @param {ReceiptLine} line @param {number} y @param {number} size */
function receiptRow(line, y, size) {
  const { width, margin } = RECEIPT;
  const weight = size > RECEIPT.font ? ' font-weight="bold"' : '';
  const text = (/** @type {string} */ value, /** @type {number} */ x, /** @type {string} */ anchor) =>
    `<text x="${x}" y="${y}" font-size="${size}" text-anchor="${anchor}"${weight}>${escaped(value)}</text>`;
  if (line === 'rule')
    return `<path d="M${margin} ${y - 10}H${width - margin}" stroke="#26262c" stroke-width="2.5" stroke-dasharray="10 7"/>`;
  if ('centre' in line) return text(line.centre, width / 2, 'middle');
  return (
    text(line.left, margin, 'start') +
    (line.right === undefined ? '' : text(line.right, width - margin, 'end'))
  );
}

/**
 * A till receipt on a table, slightly rotated.
 * @param {ReceiptLine[]} lines
 * @param {{ degrees: number, table: string, contrast: number, seed: number }} photo
 */
export async function receipt(lines, { degrees, table, contrast, seed }) {
  const drawing = receiptDrawing(lines, seed);
  const width = 840;
  const height = drawing.height + 180;
  const photo = await opaque(
    await render(
      width,
      height,
      wood(width, height, table, seed) + shadow(width, height, drawing.height, degrees),
    ),
  );
  warpInto(
    photo,
    await render(RECEIPT.width, drawing.height, drawing.svg),
    turned(width / 2, height / 2, RECEIPT.width, drawing.height, degrees),
  );
  const soft = await blur(photo, 0.7);
  expose(soft, randomStream(seed), {
    ambient: [0.9, 0.89, 0.86],
    pools: [{ x: width * 0.3, y: height * 0.3, radius: height * 0.6, colour: [0.12, 0.11, 0.1] }],
    contrast,
    noise: 3,
  });
  return jpeg(soft, 74);
}

function shadow(
  /** @type {number} */ width,
  /** @type {number} */ height,
  /** @type {number} */ long,
  /** @type {number} */ degrees,
) {
  const rings = [0, 3, 6, 9].map(
    (grow) =>
      `<rect x="${width / 2 - 320 - grow + 6}" y="${(height - long) / 2 - grow + 9}" width="${640 + 2 * grow}" height="${long + 2 * grow - 14}" rx="${grow + 2}" fill="#000" fill-opacity="0.12"/>`,
  );
  return `<g transform="rotate(${degrees} ${width / 2} ${height / 2})">${rings.join('')}</g>`;
}

function wood(
  /** @type {number} */ width,
  /** @type {number} */ height,
  /** @type {string} */ colour,
  /** @type {number} */ seed,
) {
  const random = randomStream(seed);
  const grain = Array.from({ length: 90 }, () => {
    const x = random.between(0, width).toFixed(0);
    return `<path d="M${x} 0C${x} ${height / 3} ${Number(x) + random.between(-30, 30)} ${height / 2} ${x} ${height}" stroke="#2a1a0c" stroke-opacity="${random.between(0.05, 0.25).toFixed(2)}" stroke-width="${random.between(1, 4).toFixed(1)}" fill="none"/>`;
  });
  return `<rect width="${width}" height="${height}" fill="${colour}"/>${grain.join('')}`;
}

/** @returns {Quad} */
function turned(
  /** @type {number} */ cx,
  /** @type {number} */ cy,
  /** @type {number} */ width,
  /** @type {number} */ height,
  /** @type {number} */ degrees,
) {
  const sin = Math.sin((degrees * Math.PI) / 180);
  const cos = Math.cos((degrees * Math.PI) / 180);
  const at = (/** @type {number} */ x, /** @type {number} */ y) =>
    /** @type {[number, number]} */ ([cx + x * cos - y * sin, cy + x * sin + y * cos]);
  return [
    at(-width / 2, -height / 2),
    at(width / 2, -height / 2),
    at(width / 2, height / 2),
    at(-width / 2, height / 2),
  ];
}

/**
 * Part of a page of running text as a scanner gives it; a line that starts with `# ` is a heading, an empty one a gap.
 * @param {string[]} lines
 * @param {{ width: number, height: number, font: 'DejaVu Serif' | 'DejaVu Sans' }} page
 */
export function pageDrawing(lines, { width, height, font }) {
  let y = 90;
  const rows = lines.map((line) => {
    const heading = line.startsWith('# ');
    y += line === '' ? 26 : heading ? 60 : 38;
    const style = heading ? 'font-size="36" font-weight="bold"' : 'font-size="25"';
    return `<text x="90" y="${y}" ${style}>${escaped(line.replace('# ', ''))}</text>`;
  });
  return render(
    width,
    height,
    `<rect width="${width}" height="${height}" fill="#fdfcfa"/><g font-family="${font}" fill="#1b1b1d">${rows.join('')}</g>`,
  );
}

/** @param {import('./raster.mjs').Raster} page @param {number} seed */
export async function scan(page, seed) {
  const sheet = await blur(await opaque(page), 0.5);
  expose(sheet, randomStream(seed), { ambient: [1, 0.995, 0.98], noise: 0 });
  return png(sheet, 32);
}

/** A phone held upright over a page: an image stored sideways, with an EXIF tag. @param {import('./raster.mjs').Raster} page @param {Quad} quad @param {number} seed */
export async function phonePhoto(page, quad, seed) {
  const [width, height] = [900, 1200];
  const photo = await opaque(await render(width, height, wood(width, height, '#6b5a48', seed)));
  warpInto(photo, page, quad);
  expose(photo, randomStream(seed), {
    ambient: [0.86, 0.84, 0.8],
    pools: [{ x: 650, y: 260, radius: 800, colour: [0.14, 0.13, 0.11] }],
    noise: 3,
  });
  return jpegTurned(photo, 76);
}
