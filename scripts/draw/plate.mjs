import { plateLine } from './glyphs.mjs';

/**
 * A plate drawn at the origin, in its own units.
 * @typedef {{ text: string, width: number, height: number, svg: string }} Plate
 */

const SANS = `font-family="DejaVu Sans" font-weight="bold" text-anchor="middle"`;

/** The metal: rounded, a little darker at the foot, with a pressed rim. */
function metal(
  /** @type {number} */ width,
  /** @type {number} */ height,
  /** @type {string} */ paint,
  /** @type {string} */ rim,
) {
  return (
    `<linearGradient id="sheen" x1="0" y1="0" x2="0.3" y2="1"><stop offset="0" stop-color="#fff" stop-opacity="0.35"/><stop offset="0.6" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity="0.12"/></linearGradient>` +
    `<rect x="3" y="6" width="${width}" height="${height}" rx="10" fill="#000" fill-opacity="0.35"/>` +
    `<rect width="${width}" height="${height}" rx="10" fill="${paint}"/>` +
    `<rect width="${width}" height="${height}" rx="10" fill="url(#sheen)"/>` +
    `<rect x="5" y="5" width="${width - 10}" height="${height - 10}" rx="8" fill="none" stroke="${rim}" stroke-width="4"/>`
  );
}

function screw(/** @type {number} */ x, /** @type {number} */ y) {
  return `<circle cx="${x}" cy="${y}" r="8" fill="#8d9196"/><circle cx="${x - 1.5}" cy="${y - 2}" r="5" fill="#c9cdd1"/><path d="M${x - 5} ${y + 3}L${x + 5} ${y - 3}" stroke="#555a60" stroke-width="2"/>`;
}

/** European style: 520 mm by 110 mm, two units a millimetre. @param {string} text @returns {Plate} */
export function euPlate(text) {
  const stars = Array.from({ length: 12 }, (_, turn) => {
    const angle = (turn * Math.PI) / 6;
    return `<circle cx="${(46 + 24 * Math.sin(angle)).toFixed(1)}" cy="${(68 - 24 * Math.cos(angle)).toFixed(1)}" r="4" fill="#f6cf2b"/>`;
  });
  const svg =
    metal(1040, 220, '#f1f2ee', '#17181a') +
    `<path d="M84 7V213H16A9 9 0 0 1 7 204V16A9 9 0 0 1 16 7Z" fill="#1c47a3"/>${stars.join('')}` +
    `<text x="46" y="186" font-size="56" fill="#f4f5f2" ${SANS}>D</text>` +
    plateLine(text, { x: 562, y: 110, height: 156, colour: '#15161a', cap: 'butt', widest: 880 });
  return { text, width: 1040, height: 220, svg };
}

/** North American style: 12 by 6 inches, with the name of a state that does not exist. @param {string} text @returns {Plate} */
export function usPlate(text) {
  const svg =
    `<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#8fb9dc"/><stop offset="0.45" stop-color="#e6eef2"/><stop offset="1" stop-color="#f3efe2"/></linearGradient>` +
    metal(720, 360, 'url(#sky)', '#7d8ea0') +
    `<path d="M8 300L120 236L220 284L330 226L450 288L560 240L712 300V345H8Z" fill="#9fb79b" fill-opacity="0.45"/>` +
    screw(110, 34) +
    screw(610, 34) +
    screw(110, 330) +
    screw(610, 330) +
    `<text x="360" y="66" font-size="52" fill="#a8262b" ${SANS}>NORTH VALLEY</text>` +
    `<text x="360" y="340" font-size="28" fill="#2d4b66" ${SANS}>RIVER STATE</text>` +
    plateLine(text, { x: 360, y: 188, height: 190, colour: '#1d2f63', cap: 'round', widest: 630 });
  return { text, width: 720, height: 360, svg };
}

/** Brazilian Mercosul style: 400 mm by 130 mm. @param {string} text @returns {Plate} */
export function brPlate(text) {
  const svg =
    metal(1000, 325, '#f3f4f1', '#17181a') +
    `<path d="M8 78V18A10 10 0 0 1 18 8H982A10 10 0 0 1 992 18V78Z" fill="#17379a"/>` +
    `<rect x="892" y="20" width="72" height="46" rx="4" fill="#14883f"/><path d="M928 24L960 43L928 62L896 43Z" fill="#f4cf2d"/><circle cx="928" cy="43" r="10" fill="#17379a"/>` +
    `<text x="500" y="62" font-size="52" letter-spacing="6" fill="#f4f5f2" ${SANS}>BRASIL</text>` +
    `<text x="48" y="302" font-size="36" fill="#15161a" ${SANS}>BR</text>` +
    plateLine(text, { x: 510, y: 196, height: 196, colour: '#15161a', cap: 'round', widest: 860 });
  return { text, width: 1000, height: 325, svg };
}

/** Two lines, as on a motorcycle. @param {string} upper @param {string} lower @returns {Plate} */
export function twoLinePlate(upper, lower) {
  const svg =
    metal(560, 470, '#f3f4f1', '#17181a') +
    `<path d="M8 74V18A10 10 0 0 1 18 8H542A10 10 0 0 1 552 18V74Z" fill="#17379a"/>` +
    `<text x="280" y="58" font-size="46" letter-spacing="5" fill="#f4f5f2" ${SANS}>BRASIL</text>` +
    plateLine(upper, { x: 280, y: 166, height: 150, colour: '#15161a', cap: 'round', widest: 470 }) +
    plateLine(lower, { x: 280, y: 352, height: 150, colour: '#15161a', cap: 'round', widest: 490 });
  return { text: upper + lower, width: 560, height: 470, svg };
}

/**
 * The plate fitted to a width; `svg` then sits at (x, y) of the surrounding drawing.
 * @param {Plate} plate @param {number} x @param {number} y @param {number} width
 */
export function fitted(plate, x, y, width) {
  const scale = width / plate.width;
  return {
    svg: `<g transform="translate(${x} ${y}) scale(${scale.toFixed(5)})">${plate.svg}</g>`,
    box: { x, y, width, height: plate.height * scale },
  };
}

/** @param {Plate} plate the text in the form that is compared */
export function plateText(plate) {
  return plate.text.replaceAll(' ', '');
}
