/**
 * @typedef {[x: number, y: number]} Point
 * @typedef {[topLeft: Point, topRight: Point, bottomRight: Point, bottomLeft: Point]} Quad
 * @typedef {import('./raster.mjs').Raster} Raster
 */

/**
 * The projection that takes the unit square to a quad (Heckbert's closed form), as a function.
 * @param {Quad} quad
 */
export function projection([p0, p1, p2, p3]) {
  const m = unitSquareTo(p0, p1, p2, p3);
  return (/** @type {number} */ u, /** @type {number} */ v) => apply(m, u, v);
}

/** @param {Point} p0 @param {Point} p1 @param {Point} p2 @param {Point} p3 */
function unitSquareTo(p0, p1, p2, p3) {
  const dx1 = p1[0] - p2[0];
  const dx2 = p3[0] - p2[0];
  const dy1 = p1[1] - p2[1];
  const dy2 = p3[1] - p2[1];
  const sx = p0[0] - p1[0] + p2[0] - p3[0];
  const sy = p0[1] - p1[1] + p2[1] - p3[1];
  const den = dx1 * dy2 - dx2 * dy1;
  const g = (sx * dy2 - dx2 * sy) / den;
  const h = (dx1 * sy - sx * dy1) / den;
  return [
    p1[0] - p0[0] + g * p1[0],
    p3[0] - p0[0] + h * p3[0],
    p0[0],
    p1[1] - p0[1] + g * p1[1],
    p3[1] - p0[1] + h * p3[1],
    p0[1],
    g,
    h,
    1,
  ];
}

/** @param {number[]} m @param {number} x @param {number} y @returns {Point} */
function apply([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0], x, y) {
  const w = g * x + h * y + i;
  return [(a * x + b * y + c) / w, (d * x + e * y + f) / w];
}

/** The adjugate: the inverse up to a factor, which does not affect a projection. */
function inverse(/** @type {number[]} */ [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0]) {
  return [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ];
}

/** Where the four samples of one pixel lie, x then y: a rotated grid, which smooths both directions. */
const SAMPLES = [0.125, 0.375, 0.625, 0.125, 0.375, 0.875, 0.875, 0.625];

/**
 * Draws `layer` (four channels) into `target` (three), its corners at `quad`.
 * @param {Raster} target changed in place
 * @param {Raster} layer
 * @param {Quad} quad in target pixels
 */
export function warpInto(target, layer, quad) {
  const toLayer = inverse(unitSquareTo(...quad));
  const columns = range(
    quad.map(([x]) => x),
    target.width,
  );
  const [top, bottom] = range(
    quad.map(([, y]) => y),
    target.height,
  );
  for (let y = top; y < bottom; y += 1) warpRow(target, layer, toLayer, y, columns);
}

/**
 * Bilinear, colour weighted by its alpha. Most of the time of all drawing is spent here, and it is a function for one row
 * because V8 optimises that better than one long loop.
 * @param {Raster} target changed in place @param {Raster} layer @param {number[]} toLayer @param {number} y
 * @param {[number, number]} columns
 */
function warpRow(target, { data, width, height }, [a, b, c, d, e, f, g, h, i], y, [left, right]) {
  for (let x = left; x < right; x += 1) {
    let red = 0;
    let green = 0;
    let blue = 0;
    let cover = 0;
    for (let sample = 0; sample < SAMPLES.length; sample += 2) {
      const sx = x + SAMPLES[sample];
      const sy = y + SAMPLES[sample + 1];
      const w = g * sx + h * sy + i;
      const u = ((a * sx + b * sy + c) / w) * width - 0.5;
      const v = ((d * sx + e * sy + f) / w) * height - 0.5;
      const x0 = Math.floor(u);
      const y0 = Math.floor(v);
      for (let py = Math.max(0, y0); py <= y0 + 1 && py < height; py += 1) {
        const rowWeight = (1 - Math.abs(v - py)) / 255;
        for (let px = Math.max(0, x0); px <= x0 + 1 && px < width; px += 1) {
          const at = (py * width + px) * 4;
          const weight = (1 - Math.abs(u - px)) * rowWeight * data[at + 3];
          red += data[at] * weight;
          green += data[at + 1] * weight;
          blue += data[at + 2] * weight;
          cover += weight;
        }
      }
    }
    if (cover > 0) blend(target, (y * target.width + x) * 3, red, green, blue, cover);
  }
}

/** @param {number[]} values @param {number} limit @returns {[number, number]} */
function range(values, limit) {
  return [Math.max(0, Math.floor(Math.min(...values))), Math.min(limit, Math.ceil(Math.max(...values)))];
}

/**
 * @param {Raster} target @param {number} at
 * @param {number} red @param {number} green @param {number} blue over four samples, times their cover
 * @param {number} cover over four samples
 */
function blend({ data }, at, red, green, blue, cover) {
  const rest = 1 - cover / 4;
  data[at] = Math.round(data[at] * rest + red / 4);
  data[at + 1] = Math.round(data[at + 1] * rest + green / 4);
  data[at + 2] = Math.round(data[at + 2] * rest + blue / 4);
}
