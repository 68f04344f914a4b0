import { plateShape } from '../../../plates/plate-shape.ts';
import { grow, type Quad } from '../image/quad.ts';
import type { RecognisedLine } from './recognise.ts';

/** A line that is read with this confidence needs no second look. */
const SURE = 0.95;
/** A photograph has one or two plates; print with codes is not read twice. */
const MOST_LINES = 2;
/** How much the outline is moved, as a share of its height: its edges then lie closer to the letters. */
const TIGHTER = { beside: -0.1, above: -0.12 };

/** Reads uncertain lines that are like a plate once more, cut tighter, and keeps the more certain reading. */
export async function lookTighter(
  lines: readonly RecognisedLine[],
  read: (quad: Quad) => Promise<RecognisedLine>,
): Promise<RecognisedLine[]> {
  const result = [...lines];
  const uncertain = [...lines.entries()].filter(
    ([, { text, confidence }]) => confidence < SURE && plateShape(text) === 'regular',
  );
  for (const [index, line] of uncertain.slice(0, MOST_LINES)) {
    const again = await read(grow(line.quad, TIGHTER.beside, TIGHTER.above));
    if (again.confidence > line.confidence) result[index] = { ...again, quad: line.quad };
  }
  return result;
}
