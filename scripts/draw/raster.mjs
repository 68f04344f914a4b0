import sharp from 'sharp';

/**
 * Pixels in memory: `channels` bytes per pixel, row by row.
 * @typedef {{ width: number, height: number, channels: number, data: Uint8Array }} Raster
 */

/** @param {import('sharp').Sharp} image @returns {Promise<Raster>} */
async function toRaster(image) {
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, channels: info.channels, data };
}

/** @param {Raster} raster */
function fromRaster({ data, width, height, channels }) {
  return sharp(data, { raw: { width, height, channels: /** @type {3 | 4} */ (channels) } });
}

/**
 * Draws SVG content on a transparent canvas: four channels.
 * @param {number} width @param {number} height @param {string} content
 */
export function render(width, height, content) {
  return toRaster(sharp(Buffer.from(svgDocument(width, height, content))).ensureAlpha());
}

/** @param {number} width @param {number} height @param {string} content */
function svgDocument(width, height, content) {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${content}</svg>`;
}

/**
 * Three channels, on white.
 * @param {Raster} raster
 */
export function opaque(raster) {
  return toRaster(fromRaster(raster).flatten({ background: '#fff' }));
}

/** @param {Raster} raster @param {number} sigma in pixels */
export function blur(raster, sigma) {
  return toRaster(fromRaster(raster).blur(sigma));
}

/**
 * Lays SVG content over an image.
 * @param {Raster} raster @param {string} content
 */
export async function overlay(raster, content) {
  const input = Buffer.from(svgDocument(raster.width, raster.height, content));
  return toRaster(fromRaster(raster).composite([{ input }]).removeAlpha());
}

/** @param {Raster} raster @param {number} quality */
export function jpeg(raster, quality) {
  return fromRaster(raster).jpeg({ quality }).toBuffer();
}

/**
 * A photo taken with the camera held upright: the pixels are stored sideways and the EXIF tag says so.
 * @param {Raster} raster @param {number} quality
 */
export function jpegTurned(raster, quality) {
  return fromRaster(raster).rotate(-90).withMetadata({ orientation: 6 }).jpeg({ quality }).toBuffer();
}

/** @param {Raster} raster @param {number} colours 2 to 256 */
export function png(raster, colours) {
  return fromRaster(raster).png({ compressionLevel: 9, palette: true, colours, dither: 0 }).toBuffer();
}
