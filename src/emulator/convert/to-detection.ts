import type { Box } from '../../contract/row.ts';
import type { Page, Reading } from '../../ocr/reading.ts';
import type { Random } from '../../flow/retry-schedule.ts';
import { seededRandom } from '../../flow/seeded-random.ts';
import { round } from './page-geometry.ts';

const PLATE_TAG = { tagId: '0c9f1d6e-3a52-4b7e-8f10-5d2c7b9e4a61', tagName: 'plate' } as const;

/** Left, top, width and height as shares of the image's width and height, from its top-left corner. */
interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Stands in for a trained detector: every line that looks like a plate becomes one. Its box is enlarged a little,
 * its probability is the line's confidence. A few boxes of low probability are added, because the real service has no
 * threshold and leaves that to the client.
 */
export function toPredictions(reading: Reading, sha256: string) {
  const [page] = reading.pages;
  if (page === undefined) return [];
  const plates = page.lines
    .filter(({ text }) => looksLikePlate(text))
    .map(({ box, confidence }) => toPrediction(confidence ?? 1, toRectangle(box, page)));
  const random = seededRandom(sha256);
  const noise = Array.from({ length: 3 }, () => toPrediction(random() * 0.08, randomRectangle(random)));
  return [...plates, ...noise].toSorted((a, b) => b.probability - a.probability);
}

/** 5 to 10 of A-Z and 0-9, at least one of each; spaces, dots and dashes between them are ignored. */
export function looksLikePlate(text: string): boolean {
  const characters = text.replaceAll(/[\s.·-]/g, '');
  return /^[A-Z0-9]{5,10}$/.test(characters) && /\d/.test(characters) && /[A-Z]/.test(characters);
}

function toPrediction(probability: number, boundingBox: Rectangle) {
  return {
    probability: round(probability, 7),
    ...PLATE_TAG,
    boundingBox: {
      left: round(boundingBox.left, 7),
      top: round(boundingBox.top, 7),
      width: round(boundingBox.width, 7),
      height: round(boundingBox.height, 7),
    },
    tagType: 'Regular',
  };
}

/** Enlarges the box by a quarter of the text's height on every side, about the border of a plate, within the image. */
function toRectangle(box: Box, page: Page): Rectangle {
  const xs = box.filter((_, at) => at % 2 === 0);
  const ys = box.filter((_, at) => at % 2 === 1);
  const margin = (Math.max(...ys) - Math.min(...ys)) / 4;
  const left = Math.max(0, Math.min(...xs) - margin);
  const top = Math.max(0, Math.min(...ys) - margin);
  return {
    left: left / page.width,
    top: top / page.height,
    width: (Math.min(page.width, Math.max(...xs) + margin) - left) / page.width,
    height: (Math.min(page.height, Math.max(...ys) + margin) - top) / page.height,
  };
}

function randomRectangle(random: Random): Rectangle {
  const [width, height] = [0.05 + random() * 0.3, 0.05 + random() * 0.2];
  return { left: random() * (1 - width), top: random() * (1 - height), width, height };
}
