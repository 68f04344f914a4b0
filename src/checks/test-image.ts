import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { type ImageContent, inMemory, type LoadedImage } from '../images/image-content.ts';

/** `TEST 42` drawn in strokes, so that no font has to be installed. */
const STROKES = [
  'M0 0H40M20 0V60',
  'M96 0H60V60H96M60 29H90',
  'M152 8C146 -2 120 -3 120 14C120 30 154 26 154 44C154 63 122 62 117 50',
  'M172 0H212M192 0V60',
  'M278 60V0L246 42H288',
  'M304 14C306 -6 340 -4 338 16C337 30 310 42 304 60H340',
];

/** A small image for the services to read: `TEST 42`, black on white. */
export async function testImage(): Promise<LoadedImage & ImageContent> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="420" height="140"><rect width="420" height="140" fill="#fff"/><path d="${STROKES.join('')}" transform="translate(40 40)" fill="none" stroke="#000" stroke-width="9"/></svg>`;
  const bytes = await sharp(Buffer.from(svg)).png().toBuffer();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return inMemory({ key: 'the test image', bytes, format: 'png', sha256 });
}
