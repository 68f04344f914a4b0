import { describe, expect, it } from 'vitest';
import {
  checkAppendRowFileName,
  toAppendRowFileName,
} from '../../../src/replay/results/append-row-file-name.ts';
import { toRowText } from '../../../src/replay/results/row-text.ts';

describe('toRowText', () => {
  it('ends each row with a line feed and escapes nothing [R14]', () => {
    expect(toRowText(['a "b"\\', '', 'two\nlines'])).toBe('a "b"\\\n\ntwo\nlines\n');
  });

  it('makes CR LF and CR line feeds, as AML does when it joins its files [R15]', () => {
    expect(toRowText(['a\r\nb\rc'])).toBe('a\nb\nc\n');
  });

  it('is empty for no rows', () => {
    expect(toRowText([])).toBe('');
  });
});

describe('the name of the row file', () => {
  it('is made lower case [O01]', () => {
    expect(toAppendRowFileName('Rows.TXT')).toBe('rows.txt');
  });

  it.each(['rows.txt', 'Ergebnis 1.csv', 'ü.txt'])('%j is fine', (name) => {
    expect(checkAppendRowFileName(name)).toBeNull();
  });

  it.each('~"#%&*:<>?/\\{|}'.split('').map((character) => `a${character}b`))(
    '%j is rejected, as by AML [O02]',
    (name) => {
      expect(checkAppendRowFileName(name)).toContain('AML rejects them');
    },
  );

  it.each(['', '.', '..', '.hidden', 'a\nb', 'Summary.JSON', 'logs', 'x'.repeat(201)])(
    '%j is rejected',
    (name) => {
      expect(checkAppendRowFileName(name)).not.toBeNull();
    },
  );
});
