import sharp from 'sharp';
import { expect, it } from 'vitest';
import { backgroundOf } from '../../../../src/ocr/offline/image/background.ts';

function drawn(colour: string, paper = 'none') {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="40"><rect width="100%" height="100%" fill="${paper}"/><rect x="10" y="10" width="60" height="8" fill="${colour}"/></svg>`;
  return sharp(Buffer.from(svg));
}

it.each([
  ['white text on nothing', 'white', 'none', 'black'],
  ['black text on nothing', 'black', 'none', 'white'],
  ['coloured text on nothing', 'rgb(40,200,240)', 'none', 'white'],
  ['white text on paper', 'white', '#336699', 'white'],
  ['nothing at all', 'none', 'none', 'white'],
])('behind %s', async (_, colour, paper, background) => {
  expect(await backgroundOf(drawn(colour, paper))).toBe(background);
});
