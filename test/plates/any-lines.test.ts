import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findPlates } from '../../src/plates/find-plates.ts';
import { NATIONAL_FORMATS } from '../../src/plates/national-formats.ts';
import { parsePlateFormats } from '../../src/plates/parse-plate-formats.ts';
import { normalisePlate } from '../../src/plates/plate-text.ts';
import { boxAt } from './support.ts';
import { numbersFrom } from '../support/numbers-from.ts';

it('whatever was read: each piece occurs in a line, confidences are shares in order, and no two plates share a line', () => {
  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom(...Array.from('ABDOI01278 -·.=')), maxLength: 12 }),
    fc.string({ unit: 'grapheme', maxLength: 8 }),
  );
  const side = fc.integer({ min: 0, max: 60 });
  const line = fc
    .record({
      text,
      confidence: fc.option(numbersFrom(0, 1)),
      corner: fc.tuple(side, side, side, fc.integer({ min: 0, max: 20 })),
    })
    .map(({ corner, text: read, confidence }) => ({ text: read, confidence, box: boxAt(...corner) }));
  const formats = fc.subarray(['DE', 'NL', 'LLDDDD', ...Object.keys(NATIONAL_FORMATS)]);
  const regions = fc.array(
    fc.record({
      tag: fc.constantFrom('plate', 'car'),
      probability: numbersFrom(0, 1),
      box: fc.constant(boxAt(0, 0, 40, 40)),
    }),
    { maxLength: 1 },
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), regions, formats, (lines, found, names) => {
      const plates = findPlates([{ page: 1, lines }], found, parsePlateFormats(names.join(',')));
      const pieces = plates.flatMap(({ raw }) => raw.split('\n'));
      expect(pieces.filter((piece) => !lines.some((whole) => whole.text.includes(piece)))).toEqual([]);
      expect(pieces.length).toBeLessThanOrEqual(lines.length);
      const sure = plates.map(({ confidence }) => confidence ?? -1);
      expect(sure).toEqual(sure.toSorted((a, b) => b - a));
      for (const { text: plate, raw, confidence, format } of plates) {
        expect(confidence ?? 0).toBeGreaterThanOrEqual(0);
        expect(confidence ?? 0).toBeLessThanOrEqual(1);
        expect(normalisePlate(plate)).toBe(plate);
        expect(plate).toHaveLength(normalisePlate(raw).length);
        const read = normalisePlate(raw);
        const exchanged = Array.from(read).flatMap((character, index) =>
          character === Array.from(plate)[index] ? [] : [character],
        );
        expect(exchanged.filter((character) => !'O0I1'.includes(character))).toEqual([]);
        expect(exchanged.length).toBeLessThanOrEqual(format === null ? 0 : 2);
      }
    }),
    { numRuns: 500 },
  );
});
