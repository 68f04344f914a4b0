/**
 * @typedef {import('./raster.mjs').Raster} Raster
 * @typedef {import('./random.mjs').RandomStream} RandomStream
 * @typedef {{ x: number, y: number, radius: number, colour: [number, number, number] }} Light place and radius in pixels
 */

/**
 * Exposes the image: every pixel times the ambient light and the pools of light, plus sensor noise.
 * @param {Raster} raster changed in place
 * @param {RandomStream} random
 * @param {{ ambient: [number, number, number], pools?: Light[], halos?: Light[], contrast?: number, noise: number }} camera
 */
export function expose(raster, random, { ambient, pools = [], halos = [], contrast = 1, noise }) {
  const { width, height, data } = raster;
  const gain = lighting(ambient, pools, width, height);
  const glow = lighting([0, 0, 0], halos, width, height);
  for (let y = 0; y < height; y += 1) {
    const row = data.subarray(y * width * 3, (y + 1) * width * 3);
    exposeRow(row, random, gain(y), glow(y), contrast, noise);
  }
}

/**
 * @param {Uint8Array} row changed in place @param {RandomStream} random
 * @param {Float64Array} gain @param {Float64Array} glow @param {number} contrast @param {number} noise
 */
function exposeRow(row, random, gain, glow, contrast, noise) {
  for (let at = 0; at < row.length;) {
    const grain = random.normal() * noise;
    for (let channel = 0; channel < 3; channel += 1, at += 1) {
      const value = (row[at] - 128) * contrast + 128;
      row[at] = clamp(value * gain[at] + glow[at] * 255 + grain + (random.uniform() - 0.5) * noise * 1.4);
    }
  }
}

/**
 * What the ambient light and the lights give to each pixel of a row, three channels each. A light fades as a bell curve:
 * the product of one curve across and one down.
 * @param {[number, number, number]} ambient @param {Light[]} lights @param {number} width @param {number} height
 */
function lighting(ambient, lights, width, height) {
  const curves = lights.map(({ x, y, radius, colour }) => ({
    across: bellCurve(width, x, radius),
    down: bellCurve(height, y, radius),
    colour,
  }));
  const unlit = Float64Array.from({ length: width * 3 }, (_, at) => ambient[at % 3]);
  const row = unlit.slice();
  return (/** @type {number} */ y) => {
    if (curves.length > 0) row.set(unlit);
    for (const { across, down, colour } of curves) addLight(row, across, down[y], colour);
    return row;
  };
}

/** @param {Float64Array} row @param {Float64Array} across @param {number} down @param {[number, number, number]} colour */
function addLight(row, across, down, [red, green, blue]) {
  for (let x = 0, at = 0; x < across.length; x += 1, at += 3) {
    const near = across[x] * down;
    row[at] += red * near;
    row[at + 1] += green * near;
    row[at + 2] += blue * near;
  }
}

/** @param {number} length @param {number} centre @param {number} radius */
function bellCurve(length, centre, radius) {
  return Float64Array.from({ length }, (_, at) => Math.exp(-((at - centre) ** 2) / (radius * radius)));
}

/** @param {number} value */
function clamp(value) {
  return Math.max(0, Math.min(255, Math.round(value)));
}

/**
 * Falling rain as SVG strokes, near ones longer and brighter.
 * @param {number} width @param {number} height @param {RandomStream} random @param {number} count
 */
export function rainStreaks(width, height, random, count) {
  const strokes = Array.from({ length: count }, () => {
    const near = random.uniform() ** 3;
    const x = random.between(-40, width + 40);
    const y = random.between(-60, height);
    const length = 14 + near * 60;
    const opacity = (0.1 + 0.2 * random.uniform()).toFixed(2);
    return `<path d="M${x.toFixed(1)} ${y.toFixed(1)}l${(-length * 0.17).toFixed(1)} ${length.toFixed(1)}" stroke="#eef3f8" stroke-opacity="${opacity}" stroke-width="${(0.8 + near * 1.5).toFixed(2)}"/>`;
  });
  return `<g fill="none" stroke-linecap="round">${strokes.join('')}</g>`;
}

/**
 * Drops on the lens or on paint: a dark rim below, a bright spot above.
 * @param {number} width @param {number} height @param {RandomStream} random @param {number} count @param {number} largest radius in pixels
 */
export function drops(width, height, random, count, largest) {
  const one = () => {
    const radius = 1.2 + random.uniform() ** 3 * largest;
    const x = random.between(0, width);
    const y = random.between(0, height);
    return (
      `<ellipse cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" rx="${radius.toFixed(1)}" ry="${(radius * 1.15).toFixed(1)}" fill="#20262c" fill-opacity="0.22"/>` +
      `<circle cx="${(x - radius * 0.25).toFixed(1)}" cy="${(y - radius * 0.3).toFixed(1)}" r="${(radius * 0.45).toFixed(1)}" fill="#fff" fill-opacity="0.5"/>`
    );
  };
  return Array.from({ length: count }, one).join('');
}
