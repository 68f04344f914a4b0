import { describe, expect, it } from 'vitest';
import { withoutStrip } from '../../src/plates/country-strip.ts';
import { formatTable } from '../../src/plates/format-table.ts';
import { groupPieces, toPieces } from '../../src/plates/line-groups.ts';
import { NATIONAL_FORMATS } from '../../src/plates/national-formats.ts';
import { parsePlateFormats } from '../../src/plates/parse-plate-formats.ts';
import { readGroup } from '../../src/plates/read-group.ts';
import { tallestLines } from '../../src/plates/tallest-lines.ts';
import { boxAt, type Drawn, linesOf } from './support.ts';

const groups = (text: string) => text.split(' ').map((group) => ({ text: group }));

describe('the sign of a country', () => {
  it.each([
    ['D M AB 1234', 'M AB 1234'],
    ['IRL D AB 12 34', 'D AB 12 34'],
    // Three groups: the letter may be part of the plate.
    ['D AB 1234', 'D AB 1234'],
    // A plate begins with a letter.
    ['D 12 AB 34', 'D 12 AB 34'],
    ['Q M AB 1234', 'Q M AB 1234'],
  ])('of %j leaves %j', (all, left) => {
    expect(withoutStrip(groups(all))).toEqual(groups(left));
  });

  it('is none where there is nothing', () => {
    expect(withoutStrip([])).toEqual([]);
  });
});

describe('pieces of plates', () => {
  /** The texts of each group of lines. */
  const groupsOf = (drawn: readonly Drawn[]): string[] =>
    groupPieces(toPieces(linesOf(drawn))).map((group) => group.map(({ line }) => line.text).join(' '));
  const row = (...texts: string[]): Drawn[] => texts.map((text, index) => [text, 100 * index, 0, 90, 50]);

  it('are lines of at most 24 letters and digits, and not of none', () => {
    const texts = ['-- ', 'A'.repeat(24), `${'A'.repeat(20)}-12345`, 'A'];
    expect(toPieces(linesOf(row(...texts))).map(({ line }) => line.text)).toEqual(['A'.repeat(24), 'A']);
  });

  it('are each a group, and with their neighbours in a row, of at most four', () => {
    expect(groupsOf(row('A', 'B', 'C', 'D', 'E'))).toEqual([
      'A',
      'A B',
      'A B C',
      'A B C D',
      'B',
      'B C',
      'B C D',
      'B C D E',
      'C',
      'C D',
      'C D E',
      'D',
      'D E',
      'E',
    ]);
  });

  it('continue with the nearest, in whatever order they were read', () => {
    const [a, b, c] = row('A', 'B', 'C') as [Drawn, Drawn, Drawn];
    const near: Drawn = ['N', 95, 0, 50, 50];
    expect(groupsOf([c, b, a, near])).toContain('A N');
    expect(groupsOf([c, b, a, near])).not.toContain('A B');
  });

  it('have at most ten letters and digits together; one alone may have more', () => {
    expect(groupsOf(row('ABCDE', '12345'))).toContain('ABCDE 12345');
    expect(groupsOf(row('ABCDE', '123456'))).toEqual(['ABCDE', '123456']);
    expect(groupsOf(row('ABCDEFGHIJK'))).toEqual(['ABCDEFGHIJK']);
  });

  it('are two rows of at most two, and of at most six letters and digits', () => {
    const below = (...texts: string[]): Drawn[] =>
      texts.map((text, index) => [text, 100 * index, 60, 90, 50]);
    expect(groupsOf([...row('KA'), ...below('1234')])).toEqual(['KA', '1234', 'KA 1234']);
    expect(groupsOf([...row('KA', '01'), ...below('AB', '12')])).toContain('KA 01 AB 12');
    expect(groupsOf([...row('A', 'B', 'C'), ...below('1')])).not.toContain('A B C 1');
    expect(groupsOf([...row('ABCDEF'), ...below('1234')])).toContain('ABCDEF 1234');
    expect(groupsOf([...row('ABCDEFG'), ...below('123')])).not.toContain('ABCDEFG 123');
    expect(groupsOf([...row('A', 'B'), ...below('1', '2')])).not.toContain('A B A B');
  });
});

describe('lines that may be one plate', () => {
  const read = (texts: readonly string[], formats = 'BR') => readGroup(texts, parsePlateFormats(formats));

  it('are read without what is around them, a line feed between them', () => {
    expect(read(['- KA 01 ', '', '*AB 1234.'], 'IN')).toEqual({
      text: 'KA01AB1234',
      raw: 'KA 01\nAB 1234',
      format: 'IN',
      shape: 'regular',
    });
  });

  it('of no format have their shape', () => {
    expect(read(['AB 1234'])).toEqual({ text: 'AB1234', raw: 'AB 1234', format: null, shape: 'regular' });
    expect(read(['Station'])).toMatchObject({ format: null, shape: null });
  });

  it('are the longest part of a line that has a format', () => {
    expect(read(['BR ABC1D23 SP'])).toEqual({
      text: 'ABC1D23',
      raw: 'ABC1D23',
      format: 'BR',
      shape: 'regular',
    });
    expect(read(['SAO PAULO ABC1D23'])).toMatchObject({ raw: 'ABC1D23' });
    expect(read(['ABC1D23 SAO PAULO'])).toMatchObject({ raw: 'ABC1D23' });
    expect(read(['XX AB C 1234 XXXX'], 'LLDDDD,LLLDDDD')).toMatchObject({ raw: 'AB C 1234' });
    expect(read(['SAO PAULO 12'])).toMatchObject({ raw: 'SAO PAULO 12', format: null });
  });

  it('are no part of a sentence, of text with small letters, or of several lines', () => {
    expect(read(['A B C D E ABC1D23'])).toMatchObject({ format: 'BR' });
    expect(read(['A B C D E F ABC1D23'])).toMatchObject({ format: null });
    expect(read(['Brasil ABC1D23'])).toMatchObject({ format: null });
    expect(read(['BRASIL ABC1D23', 'SP'])).toMatchObject({ format: null });
  });
});

it('the tallest lines of a plate are those of at least six tenths', () => {
  const line = (height: number) => ({ box: boxAt(0, 0, 10, height) });
  const lines = [59, 100, 60, 0].map(line);
  expect(tallestLines(lines)).toEqual([line(100), line(60)]);
  expect(tallestLines([line(0)])).toEqual([line(0)]);
  expect(tallestLines([])).toEqual([]);
});

it('the table of countries has a row for each, with its patterns, letters and page', () => {
  const [header, rule, ...rows] = formatTable().split('\n');
  expect([header, rule]).toEqual([
    '| Country | Patterns | Letters not used | Source |',
    '| --- | --- | --- | --- |',
  ]);
  const countries = Object.keys(NATIONAL_FORMATS);
  expect(rows.map((row) => row.split(' | ')[0]?.slice(2))).toEqual(countries);
  const { patterns, source } = NATIONAL_FORMATS['FR']!;
  expect(rows[countries.indexOf('FR')]).toBe(
    `| FR | ${patterns.map((pattern) => `\`${pattern}\``).join(', ')} | I, O, U | [page](${source}) |`,
  );
  const open = countries.find((country) => NATIONAL_FORMATS[country]?.unusedLetters === undefined)!;
  expect(rows[countries.indexOf(open)]).toContain(' |  | [page](');
});
