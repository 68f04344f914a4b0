import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import stringWidth from 'string-width';
import { truncateToWidth } from '../../../src/cli/command/text-width.ts';

describe('truncateToWidth', () => {
  it.each([
    ['short', 10, 'short'],
    ['exactly10!', 10, 'exactly10!'],
    ['eleven char', 10, 'eleven ch…'],
    ['日本語日本語', 6, '日本…'],
    ['日本語', 6, '日本語'],
    ['🚒🚒🚒', 5, '🚒🚒…'],
    ['e\u0301e\u0301e\u0301', 3, 'e\u0301e\u0301e\u0301'],
  ])('%j in %i columns is %j', (text, columns, expected) => {
    expect(truncateToWidth(text, columns)).toBe(expected);
  });

  it('lets nothing through that moves the cursor or turns the text', () => {
    expect(truncateToWidth('\u001B[31mred\u202E\r', 40)).toBe('\uFFFD[31mred\uFFFD\uFFFD');
  });

  it('never gives more columns than there are', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme-composite' }),
        fc.integer({ min: 1, max: 30 }),
        (text, columns) => {
          const result = truncateToWidth(text, columns);
          expect(stringWidth(result)).toBeLessThanOrEqual(columns);
        },
      ),
    );
  });
});
