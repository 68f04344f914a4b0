import { blur, jpeg, opaque, overlay, render } from './raster.mjs';
import { projection, warpInto } from './perspective.mjs';
import { drops, expose, rainStreaks } from './weather.mjs';
import { randomStream } from './random.mjs';
import { CAR, carFront } from './car.mjs';
import { STREET, street } from './street.mjs';

/**
 * @typedef {import('./perspective.mjs').Quad} Quad
 * @typedef {import('./plate.mjs').Plate} Plate
 * @typedef {'day' | 'night' | 'rain'} Light
 * @typedef {{ x: number, y: number, width: number, height: number }} PixelBox whole pixels, from the top left
 */

/**
 * A street with one whole car in it.
 * @param {Plate} plate
 * @param {{ quad: Quad, light: Light, car: Parameters<typeof carFront>[1], place: Parameters<typeof street>[0] }} shot `quad`: where the car's drawing lands
 * @returns {Promise<{ bytes: Buffer, box: PixelBox }>} the box holds the plate
 */
export async function streetScene(plate, { quad, light, car, place }) {
  const front = carFront(plate, car);
  const photo = await blur(await opaque(await render(STREET.width, STREET.height, street(place))), 1.6);
  warpInto(photo, await render(CAR.width, CAR.height, front.svg), quad);
  const lamps = [lampAt(quad, 370), lampAt(quad, 1630)];
  const taken = await WEATHER[light](photo, place.seed, lamps);
  return { bytes: await jpeg(taken, 82), box: boundingBox(quad, front.box) };
}

/** @param {Quad} quad @param {number} x */
function lampAt(quad, x) {
  return projection(quad)(x / CAR.width, 865 / CAR.height);
}

/** @param {Quad} quad @param {{ x: number, y: number, width: number, height: number }} box @returns {PixelBox} */
function boundingBox(quad, { x, y, width, height }) {
  const toPhoto = projection(quad);
  const corners = [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ].map(([cx = 0, cy = 0]) => toPhoto(cx / CAR.width, cy / CAR.height));
  const left = Math.floor(Math.min(...corners.map(([px]) => px)));
  const top = Math.floor(Math.min(...corners.map(([, py]) => py)));
  return {
    x: left,
    y: top,
    width: Math.ceil(Math.max(...corners.map(([px]) => px))) - left,
    height: Math.ceil(Math.max(...corners.map(([, py]) => py))) - top,
  };
}

/** @typedef {(photo: import('./raster.mjs').Raster, seed: number, lamps: import('./perspective.mjs').Point[]) => Promise<import('./raster.mjs').Raster>} Take */

/** @satisfies {Record<Light, Take>} */
const WEATHER = {
  async day(photo, seed) {
    expose(photo, randomStream(seed), {
      ambient: [1, 0.985, 0.95],
      pools: [{ x: 1100, y: 0, radius: 700, colour: [0.12, 0.11, 0.08] }],
      noise: 1.8,
    });
    return blur(photo, 0.5);
  },
  async night(photo, seed, lamps) {
    expose(photo, randomStream(seed), {
      ambient: [0.2, 0.21, 0.27],
      pools: [
        { x: 220, y: 520, radius: 520, colour: [0.26, 0.21, 0.12] },
        { x: 720, y: 900, radius: 420, colour: [0.28, 0.27, 0.24] },
      ],
      halos: [
        ...lamps.map(([x, y]) => ({
          x,
          y,
          radius: 58,
          colour: /** @type {[number, number, number]} */ ([0.8, 0.76, 0.62]),
        })),
        { x: 250, y: 122, radius: 80, colour: [0.7, 0.55, 0.3] },
      ],
      noise: 4.5,
    });
    return blur(photo, 0.5);
  },
  async rain(photo, seed) {
    const random = randomStream(seed);
    const falling = await overlay(
      await blur(photo, 0.8),
      rainStreaks(STREET.width, STREET.height, random, 900) +
        drops(STREET.width, STREET.height, random, 60, 9),
    );
    expose(falling, random, { ambient: [0.78, 0.83, 0.88], contrast: 0.76, noise: 2.5 });
    return falling;
  },
};
