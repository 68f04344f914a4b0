// Draws the lines and plates of an image over its picture.
import { drawing, percent } from './element.js';

/**
 * @param {import('./model.js').Item} item
 * @returns {SVGElement | null} null where the size of the image is not known
 */
export function drawBoxes({ size, lines, plates }) {
  if (size === null) return null;
  const [width, height] = size;
  const letter = Math.max(width, height) / 60;
  const drawn = [
    ...lines.map((line) => drawBox('line', line, letter)),
    ...plates.filter(({ box }) => box !== null).map((plate) => drawBox('plate', plate, letter)),
  ];
  return drawing('svg', { class: 'boxes', viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' }, drawn);
}

function drawBox(kind, { box, text, confidence }, letter) {
  const label = labelPlace(box, letter, kind === 'plate');
  return drawing('g', { class: kind }, [
    drawing('polygon', { points: cornersOf(box), 'stroke-width': letter / 8 }, [
      drawing('title', {}, [`${text} ${percent(confidence)}`]),
    ]),
    drawing('text', { ...label, 'font-size': letter, 'stroke-width': letter / 4 }, [percent(confidence)]),
  ]);
}

/** @param {readonly number[]} box x1, y1 to x4, y4 */
export function cornersOf(box) {
  return [0, 2, 4, 6].map((at) => `${box[at]},${box[at + 1]}`).join(' ');
}

/**
 * Above the box, or in it where there is no room; below for a plate, which often has the box of a line.
 *
 * @param {readonly number[]} box
 * @param {number} letter height of a letter
 * @param {boolean} below
 */
export function labelPlace(box, letter, below) {
  const x = Math.min(box[0], box[2], box[4], box[6]);
  const top = Math.min(box[1], box[3], box[5], box[7]);
  if (below) return { x, y: Math.max(box[1], box[3], box[5], box[7]) + letter };
  return { x, y: top > 1.3 * letter ? top - letter * 0.3 : top + letter };
}
