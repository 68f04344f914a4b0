import { randomStream } from './random.mjs';

/** The size of every street scene. */
export const STREET = { width: 1440, height: 960 };

const HORIZON = 430;

/**
 * A street with houses on both sides, pavements and a road that runs away from the camera.
 * @param {{ sky: [string, string], houses: string[], lit: boolean, seed: number }} look
 */
export function street({ sky, houses, lit, seed }) {
  const random = randomStream(seed);
  return `
    <defs>
      <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${sky[0]}"/><stop offset="1" stop-color="${sky[1]}"/></linearGradient>
      <linearGradient id="road" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#84878a"/><stop offset="1" stop-color="#515457"/></linearGradient>
    </defs>
    <rect width="1440" height="960" fill="url(#sky)"/>
    ${row(houses, lit, random, 1)}${row(houses, lit, random, -1)}
    <path d="M0 960V640L640 ${HORIZON}H800L1440 640V960Z" fill="#a7a49c"/>
    <path d="M-200 960L676 ${HORIZON}H764L1640 960Z" fill="url(#road)"/>
    <path d="M-200 960L676 ${HORIZON}L672 ${HORIZON}L-320 960ZM1640 960L764 ${HORIZON}L768 ${HORIZON}L1760 960Z" fill="#c9c7c0"/>
    ${laneMarks()}
    ${tree(1190, 610, 1.25, random)}${tree(985, 500, 0.6, random)}${tree(330, 560, 0.95, random)}
    ${lampPost(150, 690)}
    ${grit(random)}`;
}

/** Houses get smaller towards the vanishing point. */
function row(
  /** @type {string[]} */ houses,
  /** @type {boolean} */ lit,
  /** @type {import('./random.mjs').RandomStream} */ random,
  /** @type {1 | -1} */ side,
) {
  let near = 720;
  return houses
    .map((paint, index) => {
      const far = near * 0.66;
      const wall = house(
        near,
        far,
        random.between(0.78, 1.1),
        side === 1 ? paint : (houses.at(-1 - index) ?? paint),
        lit,
        random,
      );
      near = far;
      return `<g transform="translate(720 ${HORIZON}) scale(${side} 1)">${wall}</g>`;
    })
    .join('');
}

/** One front in perspective: x runs from `far` to `near`, heights are proportional to x. */
function house(
  /** @type {number} */ near,
  /** @type {number} */ far,
  /** @type {number} */ tall,
  /** @type {string} */ paint,
  /** @type {boolean} */ lit,
  /** @type {import('./random.mjs').RandomStream} */ random,
) {
  const at = (/** @type {number} */ x, /** @type {number} */ level) =>
    `${x.toFixed(1)} ${(x * (0.3 - level * tall)).toFixed(1)}`;
  let windows = '';
  for (let column = 0; column < 4; column += 1) {
    for (let floor = 0; floor < 3; floor += 1) {
      const left = far + ((near - far) * (column + 0.25)) / 4;
      const right = far + ((near - far) * (column + 0.75)) / 4;
      const foot = 0.14 + floor * 0.26;
      const glass = lit && random.uniform() < 0.4 ? '#ffdf9a' : '#3d4a54';
      windows += `<path d="M${at(left, foot)}L${at(right, foot)}L${at(right, foot + 0.16)}L${at(left, foot + 0.16)}Z" fill="${glass}" stroke="#e8e4da" stroke-width="2"/>`;
    }
  }
  return `<path d="M${at(far, 0)}L${at(near, 0)}L${at(near, 0.95)}L${at(far, 0.95)}Z" fill="${paint}"/><path d="M${at(far, 0.95)}L${at(near, 0.95)}L${at(near, 1.08)}L${at(far, 1.08)}Z" fill="#5b4840"/>${windows}`;
}

function laneMarks() {
  return [0.06, 0.14, 0.3, 0.62]
    .map((depth) => {
      const end = depth * 1.45;
      const [far, near] = [1 + 13 * depth, 1 + 13 * end];
      const path = `M${720 - far} ${roadAt(depth)}H${720 + far}L${720 + near} ${roadAt(end)}H${720 - near}Z`;
      return `<path d="${path}" fill="#e4e2da"/>`;
    })
    .join('');
}

/** @param {number} part of the way from the horizon to the camera */
function roadAt(part) {
  return HORIZON + (STREET.height - HORIZON) * part;
}

function tree(
  /** @type {number} */ x,
  /** @type {number} */ foot,
  /** @type {number} */ size,
  /** @type {import('./random.mjs').RandomStream} */ random,
) {
  const leaves = Array.from({ length: 60 }, () => {
    const angle = random.between(0, 2 * Math.PI);
    const far = Math.sqrt(random.uniform()) * 95;
    const green = `rgb(${random.between(45, 90).toFixed(0)},${random.between(85, 130).toFixed(0)},${random.between(40, 65).toFixed(0)})`;
    return `<circle cx="${(Math.cos(angle) * far).toFixed(1)}" cy="${(-250 + Math.sin(angle) * far * 0.9).toFixed(1)}" r="${random.between(16, 34).toFixed(1)}" fill="${green}"/>`;
  });
  return `<g transform="translate(${x} ${foot}) scale(${size})"><path d="M-9 0L-6 -190H6L9 0Z" fill="#5a4636"/>${leaves.join('')}</g>`;
}

function lampPost(/** @type {number} */ x, /** @type {number} */ foot) {
  return `<path d="M${x} ${foot}V150Q${x} 110 ${x + 90} 112" fill="none" stroke="#3a3f43" stroke-width="11"/><rect x="${x + 70}" y="106" width="62" height="16" rx="6" fill="#3a3f43"/><rect x="${x + 76}" y="120" width="50" height="7" rx="3" fill="#fff3cf"/>`;
}

/** The grain of asphalt. */
function grit(/** @type {import('./random.mjs').RandomStream} */ random) {
  return Array.from({ length: 900 }, () => {
    const depth = Math.sqrt(random.uniform());
    const x = 720 + random.between(-0.9, 0.9) * 900 * depth;
    const tone = random.uniform() < 0.5 ? '#2b2d2f' : '#a9abad';
    return `<circle cx="${x.toFixed(0)}" cy="${(HORIZON + 530 * depth).toFixed(0)}" r="${(0.4 + depth * 1.3).toFixed(1)}" fill="${tone}" fill-opacity="0.4"/>`;
  }).join('');
}
