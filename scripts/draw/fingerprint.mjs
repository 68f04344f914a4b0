import { createHash } from 'node:crypto';
import { blur, jpeg, opaque, render } from './raster.mjs';

const FONTS = ['DejaVu Sans', 'DejaVu Sans Mono', 'DejaVu Serif'];

/**
 * A digest of a small test drawing: if it is the same on two machines, so are the fonts, the renderer, the encoder
 * and every byte of the samples.
 */
export async function fingerprint() {
  const texts = FONTS.flatMap((font, row) => [
    `<text x="10" y="${40 + row * 80}" font-size="30" font-family="${font}">Rq 2468</text>`,
    `<text x="10" y="${80 + row * 80}" font-size="30" font-weight="bold" font-family="${font}">Rq 2468</text>`,
  ]);
  const probe = await blur(await opaque(await render(200, 260, texts.join(''))), 0.7);
  return createHash('sha256')
    .update(await jpeg(probe, 80))
    .digest('hex');
}
