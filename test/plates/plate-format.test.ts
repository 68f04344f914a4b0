import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NATIONAL_FORMATS } from '../../src/plates/national-formats.ts';
import { checkPlateFormats, parsePlateFormats } from '../../src/plates/parse-plate-formats.ts';
import { matchFormat } from '../../src/plates/plate-format.ts';

const shapeOf = (text: string): string => text.replaceAll(/\p{L}/gu, 'L').replaceAll(/\d/g, 'D');

const anyFormats = fc
  .uniqueArray(
    fc.oneof(
      fc.constantFrom(...Object.keys(NATIONAL_FORMATS)),
      fc
        .string({ unit: fc.constantFrom('L', 'D'), minLength: 3, maxLength: 10 })
        .filter((pattern) => pattern.includes('L') && pattern.includes('D')),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((names) => parsePlateFormats(names.join(',')));
const plateLike = fc.string({
  unit: fc.constantFrom(...Array.from('AO0I1B8S5X7')),
  minLength: 1,
  maxLength: 10,
});

describe('matchFormat', () => {
  it.each([
    ['ABC1D23', 'BR', 'ABC1D23'],
    ['ABC1O23', 'BR', 'ABC1O23'],
    ['A8C1D23', 'BR', null],
    ['ABCI023', 'BR', 'ABC1023'],
    ['ABCOO23', 'LLLDDDD', 'ABC0023'],
    ['ABCOOI3', 'LLLDDDD', null],
    ['PP587A0', 'SK', 'PP587AO'],
    ['MAB1234', 'DE', 'MAB1234'],
    ['0123456', 'LLDDDDD', null],
    ['OIABC', 'DDLLL', null],
    // A district of Poland may have an O.
    ['P012345', 'PL', 'PO12345'],
    ['34ABCI2', 'TR', '34ABC12'],
    ['Z4123456', 'CH', null],
    ['ZHI2', 'CH', 'ZH12'],
    ['DL3CABO123', 'IN', 'DL3CAB0123'],
    // No plate of France or Spain has an O, none of Great Britain an I.
    ['AB123C0', 'FR', null],
    ['AO123CD', 'FR', null],
    ['ABO23CD', 'FR', 'AB023CD'],
    ['1234BC0', 'ES', null],
    ['A123BCD', 'GB', null],
    ['L0I2ABC', 'GB', 'LO12ABC'],
  ])('%s as %s is %s', (text, formats, resolved) => {
    expect(matchFormat(text, parsePlateFormats(formats))?.text ?? null).toBe(resolved);
  });

  it('names the first of the formats that fit equally well, and the one with the fewest exchanges before', () => {
    expect(matchFormat('AB123CD', parsePlateFormats('SK,IT'))?.format).toBe('SK');
    expect(matchFormat('ABCO123', parsePlateFormats('LLLDDDD,LLLLDDD'))).toEqual({
      format: 'LLLLDDD',
      text: 'ABCO123',
    });
  });

  it('has the exact shape of a pattern, and exchanges at most two of O and 0, I and 1', () => {
    fc.assert(
      fc.property(plateLike, anyFormats, (text, formats) => {
        const match = matchFormat(text, formats);
        if (match === null) return;
        const { patterns, unusedLetters } = formats.find(({ name }) => name === match.format)!;
        expect(patterns).toContain(shapeOf(match.text));
        expect(Array.from(match.text).filter((letter) => unusedLetters.includes(letter))).toEqual([]);
        const changes = Array.from(text).flatMap((character, index) =>
          character === match.text[index] ? [] : [`${character}${match.text[index]}`],
        );
        expect(changes.length).toBeLessThanOrEqual(2);
        expect(changes.filter((change) => !['O0', '0O', 'I1', '1I'].includes(change))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('--plate_formats', () => {
  it('takes countries and patterns, in any case, between commas or blanks', () => {
    expect(checkPlateFormats('br, LLLDDDD')).toBeNull();
    expect(parsePlateFormats('br, LLLDDDD').map(({ name }) => name)).toEqual(['BR', 'LLLDDDD']);
  });

  it.each(['', ',', 'XX', 'LLL', 'DDDD', 'LD', 'LLLDLDDLDLD', 'BR;DE', 'constructor'])(
    'rejects %j',
    (text) => {
      expect(checkPlateFormats(text)).toMatch(/^a list, separated by commas, of countries \(AR, AT, AU/);
    },
  );

  it('knows only patterns that mix letters and digits, each with a page that describes them', () => {
    for (const { patterns, unusedLetters = '', source } of Object.values(NATIONAL_FORMATS)) {
      expect(unusedLetters).toMatch(/^[A-Z]*$/);
      expect(patterns.every((pattern) => checkPlateFormats(pattern) === null)).toBe(true);
      expect(new Set(patterns).size).toBe(patterns.length);
      expect(source).toMatch(/^https:\/\//);
    }
  });
});
