import { brPlate, euPlate, plateText, usPlate } from './plate.mjs';
import { streetScene } from './scenes.mjs';

const HOUSES = ['#b98d6b', '#d8cdb6', '#9c5c4a', '#c7b48e', '#8f9aa1'];

/** @satisfies {Record<string, [string, string]>} */
const SKY = { clear: ['#6fa4d8', '#dbe9f2'], night: ['#101828', '#3b3f55'], grey: ['#8f979e', '#c3c8cb'] };

/**
 * @param {string} file @param {import('./plate.mjs').Plate} plate
 * @param {Parameters<typeof streetScene>[1]} shot
 * @returns {import('./catalogue.mjs').Sample}
 */
function sample(file, plate, shot) {
  return {
    file,
    draw: async () => {
      const { bytes, box } = await streetScene(plate, shot);
      return { bytes, truth: { kind: 'anpr', status: 'succeeded', plate: plateText(plate), box } };
    },
  };
}

/** @type {readonly import('./catalogue.mjs').Sample[]} */
export const sceneSamples = [
  sample('2020/08/07/anpr/street-day.jpg', euPlate('XB LK 7346'), {
    quad: [
      [330, 280],
      [1110, 280],
      [1110, 865],
      [330, 865],
    ],
    light: 'day',
    car: { paint: ['#c9474a', '#7d1c20'], lamps: 'off', plateWidth: 500 },
    place: { sky: SKY.clear, houses: HOUSES, lit: false, seed: 11 },
  }),
  sample('2020/08/07/anpr/street-left-lane.jpg', brPlate('XWH3J58'), {
    quad: [
      [170, 330],
      [850, 300],
      [880, 870],
      [150, 830],
    ],
    light: 'day',
    car: { paint: ['#d5d9dc', '#8b9197'], lamps: 'off', plateWidth: 420 },
    place: { sky: SKY.clear, houses: HOUSES.toReversed(), lit: false, seed: 21 },
  }),
  sample('2020/08/07/anpr/street-night.jpg', usPlate('8HGT364'), {
    quad: [
      [420, 300],
      [1150, 320],
      [1150, 890],
      [400, 880],
    ],
    light: 'night',
    car: { paint: ['#4f7fb8', '#1d3c66'], lamps: 'on', plateWidth: 350 },
    place: { sky: SKY.night, houses: HOUSES, lit: true, seed: 12 },
  }),
  sample('2020/08/07/anpr/street-rain.jpg', euPlate('XP ZN 925'), {
    quad: [
      [600, 340],
      [1300, 320],
      [1310, 860],
      [590, 880],
    ],
    light: 'rain',
    car: { paint: ['#4a4d52', '#141517'], lamps: 'on', plateWidth: 500 },
    place: { sky: SKY.grey, houses: HOUSES.toReversed(), lit: true, seed: 13 },
  }),
];
