import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toPrintable, toPrintableLine } from '../../src/logging/printable.ts';

const HOSTILE = [
  '\u001B[2J',
  '\u001B]0;title\u0007',
  '\u009B31m',
  '\u007F',
  '\b',
  '\r',
  '\u0085',
  '\u2028',
  '\u2029',
  '\u202A',
  '\u202E',
  '\u2066',
  '\u2069',
  '\u200B',
  '\u200C',
  '\u200D',
  '\u200E',
  '\u2060',
  '\uFEFF',
  '\u00AD',
  '\u061C',
  '\u3164',
  '\uD800',
  '\uDC9B',
  '\uE000',
  '\u{E0041}',
  '::error::',
  '##vso[task.setvariable variable=a]',
  '##[error]',
];
const anyText = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE, '\n', '\t', ' '), fc.string({ unit: 'binary' })))
  .map((parts) => parts.join(''));

describe('printable text', () => {
  it.each([
    ['an escape sequence', 'red\u001B[31m', String.raw`red\x1B[31m`],
    ['its form of one character', '\u009B31m', String.raw`\x9B31m`],
    ['a carriage return', 'good\rbad', String.raw`good\x0Dbad`],
    ['line ends of Windows', 'a\r\nb', 'a\nb'],
    ['a tab', 'a\tb', 'a    b'],
    ['a bidirectional override', 'a\u202Egpj.exe', String.raw`a\u202Egpj.exe`],
    ['an isolate', '\u2066x\u2069', String.raw`\u2066x\u2069`],
    ['a separator of lines', 'a\u2028b', String.raw`a\u2028b`],
    ['a joiner that makes two names look the same', 'pay\u200Dpal', String.raw`pay\u200Dpal`],
    ['a tag character', 'a\u{E0041}', String.raw`a\u{E0041}`],
    ['a letter without a glyph', 'a\u3164', String.raw`a\u3164`],
    ['a byte that is not UTF-8', 'a\uDCFF', String.raw`a\xFF`],
    ['a command to GitHub Actions', 'x\n  ::set-output name=a::b', 'x\n  \\x3A:set-output name=a::b'],
    ['a command to Azure Pipelines', 'x ##vso[task.complete]', String.raw`x \x23#vso[task.complete]`],
  ])('shows %s by its code', (_, text, shown) => {
    expect(toPrintable(text)).toBe(shown);
  });

  it.each([
    ['a family', '👨‍👩‍👧'],
    ['an emoji with its variant', '❤️'],
    ['Persian with its non-joiner', 'نامه‌ای'],
    ['Hindi with its joiner', 'क्‍ष'],
    ['Hebrew', 'שלום'],
    ['a variant of a Chinese character', '葛\u{E0100}'],
    ['an address', 'http://[::1]:5005/'],
    ['combined letters', 'e\u0301'],
  ])('leaves %s as it is', (_, text) => {
    expect(toPrintable(text)).toBe(text);
  });

  it('is printable characters and line feeds, whatever goes in', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const shown = toPrintable(text);
        expect(shown).not.toMatch(/(?!\n|[\u200C\u200D])[\p{C}\p{Zl}\p{Zp}]/u);
        expect(shown).not.toMatch(/^\s*::[\w-]+.*?::|##(?:vso)?\[/m);
        expect(toPrintable(shown)).toBe(shown);
        expect(toPrintableLine(text)).not.toContain('\n');
      }),
      { numRuns: 1000 },
    );
  });
});
