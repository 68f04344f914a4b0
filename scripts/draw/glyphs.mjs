/**
 * The letters of number plates as centre lines, drawn with a thick pen, so that no font is needed for them: `[width,
 * path]` in a box 100 high. The letters and digits that plates avoid (I, O, Q, 0, 1) are not here.
 * @type {Readonly<Record<string, readonly [number, string]>>}
 */
const GLYPHS = {
  A: [48, 'M0 100L24 0L48 100M8.5 68H39.5'],
  B: [46, 'M0 0H22A22 23.5 0 0 1 22 47H0M22 47A24 26.5 0 0 1 22 100H0V0'],
  C: [46, 'M46 28V23A23 23 0 0 0 0 23V77A23 23 0 0 0 46 77V72'],
  D: [46, 'M0 0H20A26 26 0 0 1 46 26V74A26 26 0 0 1 20 100H0Z'],
  E: [42, 'M42 0H0V100H42M0 48H35'],
  F: [42, 'M42 0H0V100M0 48H35'],
  G: [46, 'M46 28V23A23 23 0 0 0 0 23V77A23 23 0 0 0 46 77V54H26'],
  H: [46, 'M0 0V100M46 0V100M0 48H46'],
  J: [40, 'M40 0V80A20 20 0 0 1 0 80V74'],
  K: [46, 'M0 0V100M44 0L0 58M15 40L46 100'],
  L: [41, 'M0 0V100H41'],
  M: [56, 'M0 100V0L28 64L56 0V100'],
  N: [46, 'M0 100V0L46 100V0'],
  P: [46, 'M0 100V0H20A26 27 0 0 1 20 54H0'],
  R: [46, 'M0 100V0H20A26 26 0 0 1 20 52H0M22 52L46 100'],
  S: [46, 'M45 26C45 -9 1 -9 1 25C1 50 46 46 46 75C46 109 0 109 0 73'],
  T: [48, 'M0 0H48M24 0V100'],
  U: [46, 'M0 0V77A23 23 0 0 0 46 77V0'],
  V: [48, 'M0 0L24 100L48 0'],
  W: [66, 'M0 0L16 100L33 16L50 100L66 0'],
  X: [48, 'M0 0L48 100M48 0L0 100'],
  Y: [48, 'M0 0L24 50L48 0M24 50V100'],
  Z: [46, 'M0 0H46L0 100H46'],
  2: [46, 'M1 27C1 -9 45 -9 45 27C45 50 0 72 0 100H46'],
  3: [46, 'M2 0H43L20 40C55 38 55 100 22 100C8 100 0 91 0 76'],
  4: [48, 'M29 0L0 72H48M35 44V100'],
  5: [46, 'M42 0H6L3 46C14 33 46 34 46 68C46 110 0 110 0 78'],
  6: [46, 'M34 0L4 58M0 73A23 27 0 1 1 46 73A23 27 0 1 1 0 73'],
  7: [46, 'M0 0H46L15 100'],
  8: [46, 'M3 24A20 24 0 1 1 43 24A20 24 0 1 1 3 24M0 73.5A23 26.5 0 1 1 46 73.5A23 26.5 0 1 1 0 73.5'],
  9: [46, 'M12 100L42 42M0 27A23 27 0 1 1 46 27A23 27 0 1 1 0 27'],
};

const SPACING = 26;
const BLANK = 30;
const PEN = 14.5;

/**
 * One line of plate letters, pressed into the metal, centred on `x` and `y`.
 * @param {string} text A to Z, 2 to 9 and spaces
 * @param {{ x: number, y: number, height: number, colour: string, cap: 'round' | 'butt', widest: number }} place
 */
export function plateLine(text, { x, y, height, colour, cap, widest }) {
  const { paths, width } = layOut(text);
  const scale = (height - (height * PEN) / (100 + PEN)) / 100;
  const squeeze = Math.min(1, widest / ((width + PEN) * scale));
  const left = x - (width * scale * squeeze) / 2;
  const top = y - 50 * scale;
  const pen = `fill="none" stroke-linecap="${cap}" stroke-linejoin="${cap === 'round' ? 'round' : 'miter'}" stroke-width="${PEN}"`;
  const at = (/** @type {number} */ shift, /** @type {string} */ ink) =>
    `<g transform="translate(${left.toFixed(2)} ${(top + shift).toFixed(2)}) scale(${(scale * squeeze).toFixed(4)} ${scale.toFixed(4)})" ${pen} stroke="${ink}">${paths}</g>`;
  const depth = height * 0.022;
  return at(-depth, 'rgba(255,255,255,0.75)') + at(depth, 'rgba(0,0,0,0.28)') + at(0, colour);
}

/** @param {string} text */
function layOut(text) {
  let width = -SPACING;
  let paths = '';
  for (const letter of text) {
    if (letter === ' ') {
      width += BLANK;
      continue;
    }
    const glyph = GLYPHS[letter];
    if (glyph === undefined)
      throw new Error(
        `no plate glyph for ${JSON.stringify(letter)}; there are ${Object.keys(GLYPHS).join('')}`,
      );
    width += SPACING;
    paths += `<path transform="translate(${width} 0)" d="${glyph[1]}"/>`;
    width += glyph[0];
  }
  return { paths, width };
}
