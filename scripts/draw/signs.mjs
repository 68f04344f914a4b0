import { blur, jpeg, opaque, overlay, render } from './raster.mjs';
import { warpInto } from './perspective.mjs';
import { drops, expose, rainStreaks } from './weather.mjs';
import { randomStream } from './random.mjs';

/** @typedef {import('./perspective.mjs').Quad} Quad */
/** @typedef {{ width: number, height: number, svg: string }} Sign */

const SANS = 'font-family="DejaVu Sans" font-weight="bold" text-anchor="middle"';

/** A blue enamel street name sign with house numbers. @param {string} name @param {string} numbers @returns {Sign} */
export function streetName(name, numbers) {
  return {
    width: 900,
    height: 230,
    svg: `<rect width="900" height="230" rx="22" fill="#12397d"/><rect x="12" y="12" width="876" height="206" rx="16" fill="none" stroke="#f2f3ef" stroke-width="7"/><text x="450" y="122" font-size="84" fill="#f4f5f1" ${SANS}>${name}</text><text x="450" y="190" font-size="44" fill="#f4f5f1" ${SANS}>${numbers}</text><circle cx="34" cy="115" r="8" fill="#9aa2ab"/><circle cx="866" cy="115" r="8" fill="#9aa2ab"/>`,
  };
}

/** A painted shop board. @param {string} name @param {string} below @returns {Sign} */
export function shopBoard(name, below) {
  return {
    width: 1200,
    height: 300,
    svg: `<linearGradient id="board" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#2f5a44"/><stop offset="1" stop-color="#1e3d2e"/></linearGradient><rect width="1200" height="300" fill="url(#board)" stroke="#c9a54b" stroke-width="16"/><text x="603" y="166" font-size="106" fill="#000" fill-opacity="0.4" font-family="DejaVu Serif" font-weight="bold" text-anchor="middle">${name}</text><text x="600" y="160" font-size="106" fill="#ecd9a0" font-family="DejaVu Serif" font-weight="bold" text-anchor="middle">${name}</text><text x="600" y="245" font-size="54" fill="#f1ead6" font-family="DejaVu Sans" text-anchor="middle">${below}</text>`,
  };
}

/** A yellow works sign. @param {string[]} lines @returns {Sign} */
export function worksSign(lines) {
  const texts = lines.map(
    (line, row) =>
      `<text x="350" y="${150 + row * 112}" font-size="74" fill="#141414" ${SANS}>${line}</text>`,
  );
  const height = 140 + lines.length * 112;
  return {
    width: 700,
    height,
    svg: `<rect width="700" height="${height}" rx="26" fill="#f3b61f"/><rect x="14" y="14" width="672" height="${height - 28}" rx="18" fill="none" stroke="#141414" stroke-width="9"/>${texts.join('')}`,
  };
}

const VIEW = { width: 1120, height: 750 };

/**
 * A sign on a wall of bricks.
 * @param {Sign} sign
 * @param {{ quad: Quad, wall: string, light: 'day' | 'dusk' | 'rain', seed: number }} shot
 */
export async function signPhoto(sign, { quad, wall, light, seed }) {
  const photo = await opaque(await render(VIEW.width, VIEW.height, bricks(wall, seed) + shade(quad)));
  warpInto(photo, await render(sign.width, sign.height, sign.svg), quad);
  const random = randomStream(seed);
  if (light === 'rain') {
    const wet = await overlay(
      await blur(photo, 0.9),
      drops(VIEW.width, VIEW.height, random, 120, 8) + rainStreaks(VIEW.width, VIEW.height, random, 500),
    );
    expose(wet, random, { ambient: [0.8, 0.85, 0.9], contrast: 0.8, noise: 3 });
    return jpeg(wet, 78);
  }
  const soft = await blur(photo, 0.7);
  if (light === 'day')
    expose(soft, random, {
      ambient: [1, 0.97, 0.9],
      pools: [{ x: 900, y: 80, radius: 600, colour: [0.1, 0.1, 0.08] }],
      noise: 2.2,
    });
  else
    expose(soft, random, {
      ambient: [0.34, 0.33, 0.42],
      pools: [{ x: 560, y: 120, radius: 420, colour: [0.42, 0.34, 0.2] }],
      noise: 5,
    });
  return jpeg(soft, 76);
}

/** @param {Quad} quad */
function shade(quad) {
  return [2, 6, 10, 14]
    .map(
      (down) =>
        `<path d="M${quad.map(([x, y]) => `${x + down * 0.6} ${y + down}`).join('L')}Z" fill="#000" fill-opacity="0.14"/>`,
    )
    .join('');
}

/** @param {string} colour @param {number} seed */
function bricks(colour, seed) {
  const random = randomStream(seed);
  const [width, height] = [112, 42];
  let wall = `<rect width="${VIEW.width}" height="${VIEW.height}" fill="#a59a8c"/>`;
  for (let y = 0, row = 0; y < VIEW.height; y += height, row += 1) {
    for (let x = row % 2 === 0 ? 0 : -width / 2; x < VIEW.width; x += width) {
      wall += `<rect x="${x + 3}" y="${y + 3}" width="${width - 6}" height="${height - 6}" rx="3" fill="${colour}"/><rect x="${x + 3}" y="${y + 3}" width="${width - 6}" height="${height - 6}" rx="3" fill="${random.uniform() < 0.5 ? '#000' : '#fff'}" fill-opacity="${random.between(0, 0.14).toFixed(2)}"/>`;
    }
  }
  return wall;
}
