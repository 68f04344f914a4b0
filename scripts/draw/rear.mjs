import { fitted } from './plate.mjs';
import { randomStream } from './random.mjs';

/** @typedef {import('./plate.mjs').Plate} Plate */

/** The size of every close-up drawing, before the camera looks at it. */
export const REAR = { width: 1500, height: 1000 };

/**
 * The back of a car seen from close up, its plate in a recess.
 * @param {Plate} plate
 * @param {{ paint: [light: string, dark: string], plateWidth: number, lamp: string, seed: number }} look
 */
export function carRear(plate, { paint: [light, dark], plateWidth, lamp, seed }) {
  const x = (REAR.width - plateWidth) / 2;
  const placed = fitted(plate, x, 430 - (plate.height * plateWidth) / plate.width / 2, plateWidth);
  const { y, height } = placed.box;
  const recess = { left: x - 90, right: x + plateWidth + 90, top: y - 70, bottom: y + height + 60 };
  const svg = `
    <defs>
      <linearGradient id="paint" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${light}"/><stop offset="0.35" stop-color="${dark}"/><stop offset="0.45" stop-color="${light}"/><stop offset="1" stop-color="${dark}"/></linearGradient>
      <linearGradient id="side" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#000" stop-opacity="0.4"/><stop offset="0.25" stop-color="#fff" stop-opacity="0.08"/><stop offset="0.7" stop-color="#fff" stop-opacity="0.14"/><stop offset="1" stop-color="#000" stop-opacity="0.45"/></linearGradient>
      <linearGradient id="hollow" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#000" stop-opacity="0.62"/><stop offset="0.4" stop-color="#000" stop-opacity="0.25"/><stop offset="1" stop-color="#fff" stop-opacity="0.1"/></linearGradient>
      <linearGradient id="plastic" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#3c3f43"/><stop offset="1" stop-color="#17191b"/></linearGradient>
      <radialGradient id="lens"><stop offset="0" stop-color="${lamp}"/><stop offset="0.55" stop-color="#a5151a"/><stop offset="1" stop-color="#4d0a0d"/></radialGradient>
      <filter id="soft"><feGaussianBlur stdDeviation="5"/></filter>
    </defs>
    <rect width="1500" height="1000" fill="url(#paint)"/>
    <path d="M0 120C500 70 1000 70 1500 120V150C1000 96 500 96 0 150Z" fill="#fff" fill-opacity="0.35" filter="url(#soft)"/>
    <path d="M${recess.left} ${recess.top + 40}Q${recess.left} ${recess.top} ${recess.left + 44} ${recess.top}H${recess.right - 44}Q${recess.right} ${recess.top} ${recess.right} ${recess.top + 40}L${recess.right - 24} ${recess.bottom}H${recess.left + 24}Z" fill="url(#hollow)" stroke="#000" stroke-opacity="0.3" stroke-width="4"/>
    <rect x="${recess.left + 60}" y="${recess.top - 34}" width="${recess.right - recess.left - 120}" height="26" rx="13" fill="#dfe3e6" fill-opacity="0.85"/>
    <rect x="${recess.left + 60}" y="${recess.top - 20}" width="${recess.right - recess.left - 120}" height="12" rx="6" fill="#575c61" fill-opacity="0.7"/>
    <path d="M0 690C500 730 1000 730 1500 690" stroke="#000" stroke-opacity="0.55" stroke-width="7" fill="none"/>
    <path d="M0 700C500 740 1000 740 1500 700" stroke="#fff" stroke-opacity="0.25" stroke-width="4" fill="none"/>
    <path d="M0 850C500 880 1000 880 1500 850V1000H0Z" fill="url(#plastic)"/>
    <rect x="120" y="895" width="150" height="34" rx="8" fill="#8c1216"/><rect x="1230" y="895" width="150" height="34" rx="8" fill="#8c1216"/>
    ${tailLamp(0, 1)}${tailLamp(1500, -1)}
    <rect width="1500" height="1000" fill="url(#side)"/>
    ${placed.svg}
    ${dirt(seed)}`;
  return { svg, box: placed.box };
}

/** @param {number} x @param {1 | -1} side */
function tailLamp(x, side) {
  return `<g transform="translate(${x} 0) scale(${side} 1)"><path d="M-20 210H150Q215 215 205 290L180 470Q172 520 110 520H-20Z" fill="url(#lens)" stroke="#2a0506" stroke-width="5"/><path d="M-20 330H196" stroke="#fff" stroke-opacity="0.25" stroke-width="26"/><path d="M-20 240H160" stroke="#fff" stroke-opacity="0.4" stroke-width="10" filter="url(#soft)"/></g>`;
}

/** Road dust, heavier towards the ground. @param {number} seed */
function dirt(seed) {
  const random = randomStream(seed);
  return Array.from({ length: 420 }, () => {
    const y = 1000 - 900 * random.uniform() ** 1.6;
    return `<circle cx="${(random.uniform() * 1500).toFixed(0)}" cy="${y.toFixed(0)}" r="${random.between(0.8, 3.4).toFixed(1)}" fill="#5a4a35" fill-opacity="${random.between(0.08, 0.35).toFixed(2)}"/>`;
  }).join('');
}
