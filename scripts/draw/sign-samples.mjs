import { shopBoard, signPhoto, streetName, worksSign } from './signs.mjs';

/**
 * @param {string} file @param {import('./signs.mjs').Sign} sign @param {string[]} lines
 * @param {Parameters<typeof signPhoto>[1]} shot
 * @returns {import('./catalogue.mjs').Sample}
 */
function sample(file, sign, lines, shot) {
  return {
    file,
    draw: async () => ({
      bytes: await signPhoto(sign, shot),
      truth: { kind: 'sign', status: 'succeeded', lines },
    }),
  };
}

/** @type {readonly import('./catalogue.mjs').Sample[]} */
export const signSamples = [
  sample(
    '2020/08/07/signs/street-name.jpg',
    streetName('LINDEN STREET', '28 - 46'),
    ['LINDEN STREET', '28 - 46'],
    {
      quad: [
        [170, 255],
        [950, 230],
        [955, 420],
        [165, 455],
      ],
      wall: '#a4553d',
      light: 'day',
      seed: 31,
    },
  ),
  sample(
    '2020/08/08/signs/road-works.jpg',
    worksSign(['ROAD WORK', 'NEXT 5 KM', 'DRIVE SLOWLY']),
    ['ROAD WORK', 'NEXT 5 KM', 'DRIVE SLOWLY'],
    {
      quad: [
        [270, 130],
        [830, 160],
        [850, 600],
        [250, 570],
      ],
      wall: '#8d8a84',
      light: 'rain',
      seed: 34,
    },
  ),
  sample(
    '2020/08/08/signs/shop at dusk.jpg',
    shopBoard('The Copper Kettle', 'Coffee - Cakes - Breakfast'),
    ['The Copper Kettle', 'Coffee - Cakes - Breakfast'],
    {
      quad: [
        [80, 220],
        [1040, 200],
        [1030, 470],
        [90, 450],
      ],
      wall: '#b7a68d',
      light: 'dusk',
      seed: 33,
    },
  ),
];
