import type { JsonObject } from '../../contract/is-record.ts';
import { boxAround, boxFrom, NOWHERE } from '../azure/geometry.ts';
import { confidenceFrom, meanConfidence } from '../azure/confidence.ts';
import { isListOf, numberOf, recordsOf, textOf } from '../azure/fields.ts';
import { asRecord } from '../azure/service-fault.ts';
import type { Line, Page, Reading, Word } from '../reading.ts';

interface PlacedWord extends Word {
  /** Start in the document's text. */
  readonly offset: number;
}

/**
 * The reading in the response of a successful analysis; null when it has no list of pages. Lenient like
 * `fromReadResult`.
 * The response lists words beside the lines; each is assigned to the line whose span contains it.
 *
 * Source: https://learn.microsoft.com/rest/api/aiservices/document-models/get-analyze-result
 */
export function fromAnalyzeResult(response: unknown): Reading | null {
  const result = asRecord(asRecord(response)?.['analyzeResult']);
  const pages = recordsOf(result?.['pages']).map(toPage);
  if (!isListOf(pages.length, result?.['pages'])) return null;
  return {
    model: `${textOf(result?.['modelId']) || 'prebuilt-read'} ${textOf(result?.['apiVersion'])}`.trim(),
    pages,
  };
}

function toPage(page: JsonObject, index: number): Page {
  const words = recordsOf(page['words']).map(toWord);
  return {
    page: numberOf(page['pageNumber'], index + 1),
    width: numberOf(page['width'], 0),
    height: numberOf(page['height'], 0),
    unit: page['unit'] === 'inch' ? 'inch' : 'pixel',
    lines: recordsOf(page['lines']).map((line) => toLine(line, words)),
  };
}

function toLine(line: JsonObject, pageWords: readonly PlacedWord[]): Line {
  const spans = recordsOf(line['spans']).map((span) => ({
    start: numberOf(span['offset'], 0),
    length: numberOf(span['length'], 0),
  }));
  const words = pageWords
    .filter(({ offset }) => spans.some(({ start, length }) => start <= offset && offset < start + length))
    .map(({ text, confidence, box }) => ({ text, confidence, box }));
  return {
    text: textOf(line['content']) || words.map((word) => word.text).join(' '),
    confidence: meanConfidence(words),
    box: boxFrom(line['polygon']) ?? boxAround(words.map((word) => word.box)) ?? NOWHERE,
    words,
  };
}

function toWord(word: JsonObject): PlacedWord {
  return {
    text: textOf(word['content']),
    confidence: confidenceFrom(word['confidence']),
    box: boxFrom(word['polygon']) ?? NOWHERE,
    offset: numberOf(asRecord(word['span'])?.['offset'], -1),
  };
}
