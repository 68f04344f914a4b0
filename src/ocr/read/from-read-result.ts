import type { JsonObject } from '../../contract/is-record.ts';
import { boxAround, boxFrom, NOWHERE } from '../azure/geometry.ts';
import { confidenceFrom, meanConfidence } from '../azure/confidence.ts';
import { isListOf, numberOf, recordsOf, textOf } from '../azure/fields.ts';
import { asRecord } from '../azure/service-fault.ts';
import type { Line, Page, Reading, Word } from '../reading.ts';

/**
 * The reading in the response of a successful Read v3.2 operation, from the cloud or the container; null when it has no
 * list of pages. A list without pages is a reading without text. Lenient: missing or malformed parts of a page are left
 * out, the rest is kept.
 *
 * Source: https://learn.microsoft.com/rest/api/computervision/get-read-result
 */
export function fromReadResult(response: unknown): Reading | null {
  const result = asRecord(asRecord(response)?.['analyzeResult']);
  const found = result?.['readResults'];
  const pages = recordsOf(found).map(toPage);
  if (!isListOf(pages.length, found)) return null;
  return { model: textOf(result?.['modelVersion']) || 'unknown', pages };
}

function toPage(page: JsonObject, index: number): Page {
  return {
    page: numberOf(page['page'], index + 1),
    width: numberOf(page['width'], 0),
    height: numberOf(page['height'], 0),
    unit: page['unit'] === 'inch' ? 'inch' : 'pixel',
    lines: recordsOf(page['lines']).map(toLine),
  };
}

function toLine(line: JsonObject): Line {
  const words = recordsOf(line['words']).map(toWord);
  return {
    text: textOf(line['text']) || words.map((word) => word.text).join(' '),
    confidence: meanConfidence(words),
    box: boxFrom(line['boundingBox']) ?? boxAround(words.map((word) => word.box)) ?? NOWHERE,
    words,
  };
}

function toWord(word: JsonObject): Word {
  return {
    text: textOf(word['text']),
    confidence: confidenceFrom(word['confidence']),
    box: boxFrom(word['boundingBox']) ?? NOWHERE,
  };
}
