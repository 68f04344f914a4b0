import type { Box } from '../../contract/row.ts';
import { ItemError } from '../../contract/errors.ts';
import { IMAGE_FORMATS } from '../../images/format.ts';
import type { ImageContent, OcrEngine } from '../../ocr/engine.ts';
import type { Line, Page, Reading } from '../../ocr/reading.ts';
import { inspectImage } from './image-facts.ts';

/**
 * Invents a text at almost no cost, always the same for the same bytes: one that looks like a plate, the image's size,
 * and further lines, whose number comes from the hash. For load tests, where the text does not matter.
 */
export const syntheticEngine: OcrEngine = {
  name: 'synthetic',
  limits: {
    formats: IMAGE_FORMATS,
    maxBytes: Number.POSITIVE_INFINITY,
    minSide: 1,
    maxSide: Number.POSITIVE_INFINITY,
    maxPixels: Number.POSITIVE_INFINITY,
  },
  defaultConcurrency: 64,
  read: async (image, scope) => {
    scope.signal.throwIfAborted();
    return image.withBytes((bytes) => syntheticReading(bytes, image), scope);
  },
  close: () => Promise.resolve(),
};

async function syntheticReading(bytes: Buffer, { format, sha256 }: ImageContent): Promise<Reading> {
  const facts = await inspectImage(bytes, format);
  if (facts === null) throw new ItemError('unreadable_image', `The ${format} image cannot be decoded.`);
  const size = facts.size ?? { width: 8.5, height: 11 };
  const unit = facts.size === null ? 'inch' : 'pixel';
  const pages = Array.from({ length: facts.pages }, (_, index): Page => {
    return { page: index + 1, ...size, unit, lines: linesOf(sha256, index + 1, size) };
  });
  return { model: 'synthetic', pages };
}

function linesOf(sha256: string, page: number, size: { width: number; height: number }): readonly Line[] {
  const more = Number.parseInt(sha256.slice(0, 1), 16) % 4;
  const texts = [
    plateOf(sha256),
    `page ${page} of ${size.width} x ${size.height}`,
    ...Array.from({ length: more }, (_, index) => `line ${sha256.slice(index * 8, index * 8 + 8)}`),
  ];
  return texts.map((text, index) => lineOf(text, index, texts.length, size));
}

/** Two letters, four digits, one letter. */
function plateOf(sha256: string): string {
  const letter = (at: number) =>
    String.fromCodePoint(65 + (Number.parseInt(sha256.slice(at, at + 2), 16) % 26));
  const digits = String(Number.parseInt(sha256.slice(8, 14), 16) % 10_000).padStart(4, '0');
  return `${letter(0)}${letter(2)}${digits}${letter(4)}`;
}

function lineOf(text: string, index: number, count: number, size: { width: number; height: number }): Line {
  const height = size.height / (count + 1);
  const box = boxOf(size.width * 0.1, height * (index + 0.5), size.width * 0.8, height * 0.8);
  return { text, confidence: 0.97, box, words: [] };
}

function boxOf(left: number, top: number, width: number, height: number): Box {
  const [right, bottom] = [left + width, top + height];
  return [left, top, right, top, right, bottom, left, bottom];
}
