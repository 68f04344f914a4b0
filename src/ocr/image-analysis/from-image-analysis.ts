import type { JsonObject } from '../../contract/is-record.ts';
import { boxAround, boxFrom, NOWHERE } from '../azure/geometry.ts';
import { confidenceFrom, meanConfidence } from '../azure/confidence.ts';
import { numberOf, recordsOf, textOf } from '../azure/fields.ts';
import { asRecord } from '../azure/service-fault.ts';
import type { Box } from '../../contract/row.ts';
import type { Line, Reading, Word } from '../reading.ts';

/**
 * The reading in a response of Image Analysis 4.0; null when it has none. Lenient like `fromReadResult`.
 *
 * Source: https://learn.microsoft.com/azure/ai-services/computer-vision/how-to/call-analyze-image-40
 */
export function fromImageAnalysis(response: unknown): Reading | null {
  const result = asRecord(response);
  const read = asRecord(result?.['readResult']);
  if (read === null) return null;
  const size = asRecord(result?.['metadata']);
  const page = {
    page: 1,
    width: numberOf(size?.['width'], 0),
    height: numberOf(size?.['height'], 0),
    unit: 'pixel',
    lines: recordsOf(read['blocks']).flatMap((block) => recordsOf(block['lines']).map(toLine)),
  } as const;
  return { model: textOf(result?.['modelVersion']) || 'unknown', pages: [page] };
}

function toLine(line: JsonObject): Line {
  const words = recordsOf(line['words']).map(toWord);
  return {
    text: textOf(line['text']) || words.map((word) => word.text).join(' '),
    confidence: meanConfidence(words),
    box: fromPolygon(line['boundingPolygon']) ?? boxAround(words.map((word) => word.box)) ?? NOWHERE,
    words,
  };
}

function toWord(word: JsonObject): Word {
  return {
    text: textOf(word['text']),
    confidence: confidenceFrom(word['confidence']),
    box: fromPolygon(word['boundingPolygon']) ?? NOWHERE,
  };
}

function fromPolygon(polygon: unknown): Box | null {
  return boxFrom(recordsOf(polygon).flatMap(({ x, y }) => [x, y]));
}
