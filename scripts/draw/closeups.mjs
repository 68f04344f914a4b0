import { jpeg, blur, opaque, overlay, render } from './raster.mjs';
import { projection, warpInto } from './perspective.mjs';
import { drops, expose, rainStreaks } from './weather.mjs';
import { randomStream } from './random.mjs';
import { REAR, carRear } from './rear.mjs';

/**
 * @typedef {import('./perspective.mjs').Quad} Quad
 * @typedef {import('./plate.mjs').Plate} Plate
 */

const VIEW = { width: 1120, height: 750 };

/** Where the corners of the drawing land in the photo: beyond its edges, so that nothing shows behind the car. */
export const VIEWS = /** @satisfies {Record<string, Quad>} */ ({
  straight: [
    [-130, -110],
    [1250, -120],
    [1262, 862],
    [-142, 850],
  ],
  tilted: [
    [-190, -60],
    [1230, -170],
    [1300, 800],
    [-120, 930],
  ],
  fromLeft: [
    [-420, -420],
    [1280, -60],
    [1300, 760],
    [-300, 1240],
  ],
  fromRight: [
    [-160, -40],
    [1440, -380],
    [1340, 1210],
    [-170, 800],
  ],
});

/** @typedef {'day' | 'shade' | 'night' | 'headlights' | 'rain'} Light */

/**
 * A close-up photo of a plate.
 * @param {Plate} plate
 * @param {{ view: Quad, light: Light, look: Parameters<typeof carRear>[1] }} shot
 */
export async function closeUp(plate, { view, light, look }) {
  const { svg, box } = carRear(plate, look);
  const drawing = await render(REAR.width, REAR.height, svg);
  const photo = await opaque(await render(VIEW.width, VIEW.height, ''));
  warpInto(photo, drawing, view);
  const taken = await WEATHER[light](photo, look.seed, centre(view, box));
  return jpeg(taken, 80);
}

/** @param {Quad} view @param {{ x: number, y: number, width: number, height: number }} box */
function centre(view, { x, y, width, height }) {
  return projection(view)((x + width / 2) / REAR.width, (y + height / 2) / REAR.height);
}

/** @typedef {(photo: import('./raster.mjs').Raster, seed: number, plate: import('./perspective.mjs').Point) => Promise<import('./raster.mjs').Raster>} Take */

/** @satisfies {Record<Light, Take>} */
const WEATHER = {
  async day(photo, seed) {
    const soft = await blur(photo, 0.6);
    expose(soft, randomStream(seed), {
      ambient: [0.96, 0.95, 0.92],
      pools: [{ x: 260, y: 60, radius: 620, colour: [0.16, 0.15, 0.12] }],
      noise: 2.2,
    });
    return soft;
  },
  /** Bright sun, and the shadow of a branch across the plate. */
  async shade(photo, seed) {
    const edge = Array.from(
      { length: 8 },
      (_, step) => `<path d="M-60 420C320 380 640 560 1200 470" stroke-width="${140 + step * 8}"/>`,
    );
    const shadowed = await overlay(
      photo,
      `<g fill="none" stroke="#0a1020" stroke-opacity="0.085">${edge.join('')}</g>`,
    );
    expose(shadowed, randomStream(seed), { ambient: [1.06, 1.03, 0.96], noise: 2.4 });
    return blur(shadowed, 0.5);
  },
  /** Street lamps only: dark, warm, grainy, little contrast. */
  async night(photo, seed, [x, y]) {
    const soft = await blur(photo, 1.1);
    expose(soft, randomStream(seed), {
      ambient: [0.13, 0.12, 0.13],
      pools: [{ x, y: y - 60, radius: 430, colour: [0.34, 0.29, 0.2] }],
      halos: [{ x: 1060, y: 40, radius: 210, colour: [0.75, 0.6, 0.34] }],
      noise: 7,
    });
    return soft;
  },
  /** The head lamps of the car behind: glare on one side of the plate, the rest dark. */
  async headlights(photo, seed, [x, y]) {
    const soft = await blur(photo, 0.9);
    expose(soft, randomStream(seed), {
      ambient: [0.1, 0.11, 0.15],
      pools: [{ x: x - 60, y, radius: 380, colour: [0.62, 0.64, 0.7] }],
      halos: [
        { x: x + 420, y: y + 40, radius: 190, colour: [0.55, 0.57, 0.6] },
        { x: x - 470, y: y - 130, radius: 120, colour: [0.6, 0.6, 0.55] },
      ],
      noise: 6,
    });
    return soft;
  },
  async rain(photo, seed) {
    const random = randomStream(seed);
    const wet = await overlay(await blur(photo, 1.3), drops(VIEW.width, VIEW.height, random, 260, 7));
    const falling = await overlay(wet, rainStreaks(VIEW.width, VIEW.height, random, 620));
    expose(falling, random, { ambient: [0.8, 0.86, 0.92], contrast: 0.74, noise: 3.5 });
    return falling;
  },
};
