import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemsOf, selectItems, selectPlates } from '../../../../src/report/html/browser/model.js';
import { numbersFrom } from '../../../support/numbers-from.ts';

const ANY = { query: '', status: '', reason: '', plates: '', from: 0, to: 1, sort: 'file-order' };

const plateOf = (text: string, confidence: number | null, format: string | null = null) => ({
  text,
  confidence,
  format,
  crop: null,
  box: null,
});

const itemOf = (file: string, changes: object = {}) => ({
  file,
  status: 'succeeded',
  confidence: 0.5,
  text: '',
  reason: null,
  warnings: [],
  plates: [],
  picture: null,
  size: null,
  lines: [],
  ...changes,
});

const all = itemsOf({
  items: [
    itemOf('b.jpg', { confidence: 0.9, text: 'Hello World', plates: [plateOf('XY99', 0.4, 'DE')] }),
    itemOf('a.jpg', { confidence: null, status: 'no_text', warnings: ['The end of the file is missing.'] }),
    itemOf('c.jpg', { confidence: 0.2, plates: [plateOf('AB12', 0.8), plateOf('CD34', null)] }),
  ],
  failed: [{ file: 'd.jpg', code: 'corrupt_image', message: 'cut off' }],
});

const filesOf = (changes: Partial<typeof ANY>) =>
  selectItems(all, { ...ANY, ...changes }).map(({ file }) => file[0]);

describe('selectItems', () => {
  it.each([
    [{}, 'bacd'],
    [{ query: 'WORLD hello' }, 'b'],
    [{ query: 'ab12' }, 'c'],
    [{ query: 'cut off corrupt' }, 'd'],
    [{ query: 'end MISSING' }, 'a'],
    [{ status: 'no_text' }, 'a'],
    [{ status: 'warning' }, 'a'],
    [{ reason: 'corrupt_image' }, 'd'],
    [{ plates: 'with' }, 'bc'],
    [{ plates: 'without' }, 'ad'],
    [{ plates: 'format' }, 'b'],
    [{ from: 0.2, to: 0.9 }, 'bc'],
    [{ from: 0.3 }, 'b'],
    [{ to: 0.3 }, 'c'],
    [{ sort: 'confidence' }, 'cbad'],
    [{ sort: 'confidence-down' }, 'bcad'],
    [{ sort: 'name' }, 'abcd'],
    [{ sort: 'plate' }, 'cbad'],
  ])('%j: %s', (criteria, files) => {
    expect(filesOf(criteria).join('')).toBe(files);
  });

  it('sorts by any order without losing one, and without changing its input', () => {
    const confidence = fc.option(numbersFrom(0, 1));
    fc.assert(
      fc.property(
        fc.array(confidence),
        fc.constantFrom('confidence', 'confidence-down'),
        (confidences, sort) => {
          const items = itemsOf({
            items: confidences.map((one, n) => itemOf(`${n}`, { confidence: one })),
            failed: [],
          });
          const before = [...items];
          const sorted = selectItems(items, { ...ANY, sort });
          expect(items).toEqual(before);
          expect(new Set(sorted)).toEqual(new Set(items));
          const numbers = sorted.map((item) => item.confidence).filter((one) => one !== null);
          expect(sorted.slice(numbers.length).every((item) => item.confidence === null)).toBe(true);
          const ascending = numbers.toSorted((one, other) => one - other);
          expect(numbers).toEqual(sort === 'confidence' ? ascending : ascending.toReversed());
        },
      ),
    );
  });
});

describe('selectPlates', () => {
  it.each([
    ['file-order', '', ['XY99', 'AB12', 'CD34']],
    ['confidence', '', ['XY99', 'AB12', 'CD34']],
    ['confidence-down', '', ['AB12', 'XY99', 'CD34']],
    ['plate', '', ['AB12', 'CD34', 'XY99']],
    ['file-order', 'format', ['XY99']],
  ])('by %s %s: %j', (sort, plates, texts) => {
    expect(selectPlates(all, { ...ANY, sort, plates }).map(({ plate }) => plate.text)).toEqual(texts);
  });
});
