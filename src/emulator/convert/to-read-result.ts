import type { Line, Page, Reading } from '../../ocr/reading.ts';
import { angleOf, round, roundBox } from './page-geometry.ts';
import { wordsOf } from './words-of.ts';

/**
 * The `analyzeResult` of Read v3.2
 * (https://github.com/Azure/azure-rest-api-specs/tree/main/specification/cognitiveservices/data-plane/ComputerVision).
 * `appearance` is left out: the emulator cannot tell handwriting from print.
 */
export function toReadResult(reading: Reading) {
  return {
    version: '3.2.0',
    modelVersion: reading.model,
    readResults: reading.pages.map((page) => ({
      page: page.page,
      angle: angleOf(page),
      width: page.width,
      height: page.height,
      unit: page.unit,
      lines: page.lines.map((line) => toLine(line, page)),
    })),
  };
}

function toLine(line: Line, { unit }: Page) {
  return {
    boundingBox: roundBox(line.box, unit),
    text: line.text,
    words: wordsOf(line).map(({ box, text, confidence }) => {
      return { boundingBox: roundBox(box, unit), text, confidence: round(confidence, 3) };
    }),
  };
}
