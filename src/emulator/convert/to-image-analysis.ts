import type { Box } from '../../contract/row.ts';
import type { Line, Reading } from '../../ocr/reading.ts';
import { round } from './page-geometry.ts';
import { wordsOf } from './words-of.ts';

/**
 * The response of Image Analysis 4.0 with `features=read`
 * (https://learn.microsoft.com/rest/api/computervision/image-analysis/analyze): one block holds all lines.
 */
export function toImageAnalysis(reading: Reading) {
  const [page] = reading.pages;
  const lines = page?.lines ?? [];
  return {
    modelVersion: '2023-10-01',
    metadata: { width: page?.width ?? 0, height: page?.height ?? 0 },
    readResult: { blocks: lines.length === 0 ? [] : [{ lines: lines.map(toLine) }] },
  };
}

function toLine(line: Line) {
  return {
    text: line.text,
    boundingPolygon: toPolygon(line.box),
    words: wordsOf(line).map(({ text, box, confidence }) => {
      return { text, boundingPolygon: toPolygon(box), confidence: round(confidence, 3) };
    }),
  };
}

function toPolygon(box: Box) {
  return [0, 2, 4, 6].map((at) => ({ x: Math.round(box[at] ?? 0), y: Math.round(box[at + 1] ?? 0) }));
}
