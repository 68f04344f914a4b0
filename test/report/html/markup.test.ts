import fc from 'fast-check';
import { expect, it } from 'vitest';
import { html } from '../../../src/report/html/markup.ts';

const DECODED: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&#96;': '`',
};

/** Nothing in it is replaced. */
const PLAIN = /^[\t\n -~]*$/;

it('no text can leave its place: it holds no markup, and reads as it was', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(
      fc.constantFrom('<', '>', '"', "'", '`', '&', '&lt;', '</td>', '<!--', ']]>', '\0', '\uD800', '\u202E'),
    ),
  );
  fc.assert(
    fc.property(text, (value) => {
      const given = [value].flat().join('');
      const { source } = html`${given}`;
      expect(source).not.toMatch(/[<>"'`]|&(?!(?:amp|lt|gt|quot|#39|#96);)/);
      expect(source).not.toMatch(/(?![\t\n])[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
      expect(source.isWellFormed()).toBe(true);
      const decoded = source.replaceAll(/&[^;]+;/g, (entity) => DECODED[entity] ?? '');
      expect(decoded).toHaveLength(given.length);
      expect(decoded).toBe(PLAIN.test(given) ? given : decoded);
    }),
  );
});

it('markup goes into markup as it is', () => {
  expect(html`<p>${[html`<b>${'<'}</b>`, html`${1}`]}</p>`.source).toBe('<p><b>&lt;</b>1</p>');
});
