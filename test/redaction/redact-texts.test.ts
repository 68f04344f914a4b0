import { expect, it } from 'vitest';
import { redactTexts } from '../../src/redaction/redact-texts.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { rowOf } from '../report/verify/row-text.ts';

const KEY = new Secret('r0w/K3y+of=a~t3st').reveal();
const BOX = [0, 0, 1, 0, 1, 1, 0, 1] as const;
const lineOf = (text: string) => ({ text, confidence: 0.5, box: BOX, page: 1 });

it('is the same row when it holds no secret, however much it looks like one', () => {
  const row = rowOf('a.png', { text: 'AccountKey=abc; Bearer 123', lines: [lineOf(KEY.slice(0, 12))] });
  expect(redactTexts(row)).toBe(row);
});

it('loses a secret wherever it is, also over several lines and words', () => {
  const parts = [KEY.slice(0, 4), KEY.slice(4, 9), KEY.slice(9)];
  const row = rowOf(`${KEY}.png`, {
    text: `Total\n${parts.join('\n')}`,
    model: encodeURIComponent(KEY),
    lines: [lineOf('Total'), ...parts.map(lineOf)],
    regions: [
      { tag: Buffer.from(KEY).toString('hex'), probability: 1, text: '', confidence: null, box: BOX },
    ],
    error: { code: 'a', message: KEY.split('').join(' ') },
    metadata: { id: KEY },
  });
  expect(redactTexts(row)).toEqual({
    ...row,
    file: '[secret].png',
    text: 'Total\n[secret]',
    model: '[secret]',
    lines: ['Total', '[secret]', '[secret]', '[secret]'].map(lineOf),
    regions: [{ tag: '[secret]', probability: 1, text: '', confidence: null, box: BOX }],
    error: { code: 'a', message: '[secret]' },
    metadata: { id: '[secret]' },
  });
});
