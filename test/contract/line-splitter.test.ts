import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lineSplitter } from '../../src/contract/line-splitter.ts';

it('finds the same lines however the bytes are cut', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string().map((text) => text.replaceAll('\n', ' '))),
      fc.array(fc.nat(9)),
      (lines, cuts) => {
        const found: string[] = [];
        const feed = lineSplitter((line) => found.push(line.toString()));
        let rest = Buffer.from(`${lines.map((text) => `${text}\n`).join('')}unfinished`);
        for (const cut of cuts) {
          feed(rest.subarray(0, cut));
          rest = rest.subarray(cut);
        }
        feed(rest);
        expect(found).toEqual(lines);
      },
    ),
  );
});
