import fc from 'fast-check';
import { expect, it } from 'vitest';
import { literalPattern } from '../../src/contract/literal-pattern.ts';

const anyText = fc.oneof(fc.string(), fc.stringMatching(/^[\\^$.*+?()[\]{}|/a-]*$/));

it('a literal pattern matches its text, and no other', () => {
  fc.assert(
    fc.property(anyText, anyText, (text, other) => {
      const pattern = new RegExp(`^(?:${literalPattern(text)})$`);
      expect(pattern.test(text)).toBe(true);
      expect(pattern.test(other)).toBe(other === text);
    }),
  );
});
