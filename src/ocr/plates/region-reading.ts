import type { Box } from '../../contract/row.ts';
import { meanConfidence } from '../azure/confidence.ts';
import type { Line, Reading, Region } from '../reading.ts';
import { cornersOf, type Rectangle } from './crop.ts';
import type { Detection } from './detector.ts';
import { plateTextFirst } from './plate-text-first.ts';

/** A region and its lines, in pixels of the displayed image. */
export interface RegionReading {
  readonly region: Region;
  readonly lines: readonly Line[];
  readonly model: string;
}

/** Maps the reading of the crop `area` back to coordinates of the image, for the region `box`. */
export function regionReading(
  detection: Detection,
  box: Rectangle,
  area: Rectangle,
  reading: Reading,
): RegionReading {
  const lines = plateTextFirst(reading.pages.flatMap((page) => page.lines)).map((line) => moved(line, area));
  return {
    region: {
      tag: detection.tag,
      probability: detection.probability,
      box: cornersOf(box),
      text: lines.map((line) => line.text).join('\n'),
      confidence: meanConfidence(lines),
    },
    lines,
    model: reading.model,
  };
}

function moved(line: Line, { left, top }: Rectangle): Line {
  const move = ([x1, y1, x2, y2, x3, y3, x4, y4]: Box): Box => [
    x1 + left,
    y1 + top,
    x2 + left,
    y2 + top,
    x3 + left,
    y3 + top,
    x4 + left,
    y4 + top,
  ];
  const words = line.words.map((word) => ({ ...word, box: move(word.box) }));
  return { ...line, box: move(line.box), words };
}
