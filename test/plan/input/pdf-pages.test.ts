import { deflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { countPdfPages } from '../../../src/plan/input/pdf-pages.ts';

const pdf = (...parts: (string | Buffer)[]): Buffer =>
  Buffer.concat([Buffer.from('%PDF-1.7\n'), ...parts.map((part) => Buffer.from(part))]);

const objectStream = (content: string): Buffer =>
  Buffer.concat([
    Buffer.from('9 0 obj\n<</Type /ObjStm /N 3 /First 15 /Filter /FlateDecode>>\nstream\r\n'),
    deflateSync(content),
    Buffer.from('\nendstream\nendobj\n'),
  ]);

it.each([
  ['page objects', pdf('<</Type/Pages/Count 2>> <</Type/Page>> <</Type /Page /Parent 1 0 R>>'), 2],
  [
    'page objects in a compressed stream',
    pdf(objectStream('<</Type/Pages>><</Type/Page>><</Type/Page>>')),
    2,
  ],
  ['both', pdf('<</Type/Page>>', objectStream('<</Type/Page>>'), objectStream('<</Type /Page>>')), 3],
  ['an encrypted one', pdf('9 0 obj <</Type/ObjStm>> stream\n', 'noise'), null],
  ['a stream that is cut', pdf(objectStream('<</Type/Page>>').subarray(0, 80), '<</Type/Page>>'), 1],
  ['other types', pdf('<</Type/PageLabel>><</Type/Pages>>'), null],
])('counts %s', (_case, bytes, pages) => {
  expect(countPdfPages(bytes)).toBe(pages);
});

it('gives up on a stream that inflates without end', () => {
  const bomb = objectStream(`<</Type/Page>>${' '.repeat(17 * 1024 * 1024)}`);
  expect(countPdfPages(pdf('<</Type/Page>>', bomb))).toBe(1);
});
