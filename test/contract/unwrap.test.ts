import fc from 'fast-check';
import { expect, it } from 'vitest';
import { unwrap } from '../../src/contract/unwrap.ts';

const PAIRS = ['""', "''", '``', '<>', '“”', '‘’'];
const blank = fc.stringMatching(/^[ \t\r\n\u00A0\u200B\uFEFF]*$/);
const bare = fc.stringMatching(/^[a-z0-9]([ "'<>\n.-]*[a-z0-9])?$/);

it('what is put around a text is taken off, however often, and nothing else', () => {
  fc.assert(
    fc.property(bare, fc.array(fc.tuple(fc.constantFrom(...PAIRS), blank, blank)), (text, layers) => {
      const wrapped = layers.reduce((inner, [pair, before, after]) => {
        return `${before}${pair.charAt(0)}${after}${inner}${before}${pair.charAt(1)}${after}`;
      }, text);
      expect(unwrap(wrapped)).toBe(text);
      expect(unwrap(`\uFEFF ${wrapped}\r\n`)).toBe(text);
    }),
  );
});

it.each(['"a', "a'", '<a', 'a>', '"a\'', '“a"', 'a"b"', '"b"a', '>a<', 'https://a.example/<b>'])(
  '%s is not in a pair, and stays',
  (text) => {
    expect(unwrap(text)).toBe(text);
  },
);

it.each(['', ' ', '""', " ' ' ", '<“”>'])('nothing is left of %j', (text) => {
  expect(unwrap(text)).toBe('');
});
