import { VIEWS, closeUp } from './closeups.mjs';
import { brPlate, euPlate, plateText, twoLinePlate, usPlate } from './plate.mjs';

/** @typedef {[light: string, dark: string]} Paint */

/** @satisfies {Record<string, Paint>} */
const PAINT = {
  red: ['#c9474a', '#7d1c20'],
  silver: ['#d5d9dc', '#8b9197'],
  blue: ['#4f7fb8', '#1d3c66'],
  black: ['#4a4d52', '#141517'],
  green: ['#5a8a72', '#1f4434'],
  white: ['#f1f1ee', '#bdbfbf'],
};

/**
 * The plates are invented: district codes and series that no authority has given out.
 * @param {string} file @param {import('./plate.mjs').Plate} plate
 * @param {keyof typeof VIEWS} view @param {import('./closeups.mjs').Light} light
 * @param {{ paint: Paint, plateWidth: number, seed: number }} look
 * @returns {import('./catalogue.mjs').Sample}
 */
function sample(file, plate, view, light, look) {
  return {
    file,
    draw: async () => ({
      bytes: await closeUp(plate, { view: VIEWS[view], light, look: { lamp: '#ff5a4a', ...look } }),
      truth: { kind: 'plate', status: 'succeeded', plate: plateText(plate) },
    }),
  };
}

/** @type {readonly import('./catalogue.mjs').Sample[]} */
export const plateSamples = [
  sample('2020/08/07/plates/day-eu.jpg', euPlate('XK RT 4827'), 'straight', 'day', {
    paint: PAINT.silver,
    plateWidth: 620,
    seed: 1,
  }),
  sample('2020/08/07/plates/rain-us.jpg', usPlate('7KXR529'), 'tilted', 'rain', {
    paint: PAINT.blue,
    plateWidth: 480,
    seed: 2,
  }),
  sample('2020/08/07/plates/shade-br.jpg', brPlate('XYZ4H27'), 'tilted', 'shade', {
    paint: PAINT.red,
    plateWidth: 600,
    seed: 3,
  }),
  sample('2020/08/07/plates/night-eu.jpg', euPlate('XM PW 953'), 'tilted', 'night', {
    paint: PAINT.black,
    plateWidth: 620,
    seed: 4,
  }),
  sample(
    '2020/08/07/plates/headlights-motorcycle.jpg',
    twoLinePlate('YWK', '4T82'),
    'straight',
    'headlights',
    { paint: PAINT.green, plateWidth: 360, seed: 5 },
  ),
  sample('2020/08/07/plates/angle-eu.jpg', euPlate('XH FN 6284'), 'fromRight', 'day', {
    paint: PAINT.white,
    plateWidth: 640,
    seed: 6,
  }),
  sample('2020/08/08/plates/angle-us.jpg', usPlate('4RPM738'), 'fromLeft', 'shade', {
    paint: PAINT.green,
    plateWidth: 500,
    seed: 7,
  }),
  sample('2020/08/08/plates/night-br.jpg', brPlate('XTV8K53'), 'fromRight', 'headlights', {
    paint: PAINT.silver,
    plateWidth: 580,
    seed: 8,
  }),
  sample('2020/08/08/plates/rain-eu.jpg', euPlate('XD VH 397'), 'fromLeft', 'rain', {
    paint: PAINT.red,
    plateWidth: 640,
    seed: 9,
  }),
];
