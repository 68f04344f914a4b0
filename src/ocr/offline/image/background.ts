import type { Sharp } from 'sharp';

/** Share of full brightness from which what is drawn would be lost on white. */
const BRIGHT = 0.85;

/** What shows through where an image is transparent: white, but black when nearly all that is drawn is white. */
export async function backgroundOf(image: Sharp): Promise<'white' | 'black'> {
  const { data, info } = await image
    .clone()
    .toColourspace('srgb')
    .ensureAlpha()
    .resize(SAMPLE, SAMPLE, { fit: 'inside', withoutEnlargement: true })
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const { channels } = info;
  let [bright, drawn, all] = [0, 0, 0];
  for (let at = 0; at < data.length; at += channels) {
    const alpha = data[at + channels - 1]!;
    const light = Math.min(data[at]!, data[at + 1]!, data[at + 2]!);
    drawn += alpha;
    all += 255;
    bright += (alpha * light) / 255;
  }
  return drawn < all && drawn > 0 && bright >= BRIGHT * drawn ? 'black' : 'white';
}

/** Pixels of the longer side that are looked at. */
const SAMPLE = 512;
