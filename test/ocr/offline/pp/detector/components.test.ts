import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findComponents } from '../../../../../src/ocr/offline/pp/detector/components.ts';

function mapOf(...rows: string[]): { map: Float32Array; width: number } {
  const values = Array.from(rows.join(''), (mark) => (mark === '.' ? 0 : Number(mark) / 10));
  return { map: Float32Array.from(values), width: rows[0]!.length };
}

describe('findComponents', () => {
  it('separates patches and says how sure the map is of each', () => {
    const { map, width } = mapOf('99..4', '99..4', '.....');
    const found = findComponents(map, width, 0.3);
    expect(found.map(({ pixels }) => pixels)).toEqual([4, 2]);
    expect(found[0]!.meanProbability).toBeCloseTo(0.9);
    expect(found[1]!.meanProbability).toBeCloseTo(0.4);
  });

  it('joins patches that touch at a corner, and arms that meet lower down', () => {
    expect(findComponents(mapOf('9..', '.9.', '..9').map, 3, 0.3)).toHaveLength(1);
    expect(findComponents(mapOf('9.9.9', '9.9.9', '99999').map, 5, 0.3)).toHaveLength(1);
    expect(findComponents(mapOf('..9', '.9.', '9..').map, 3, 0.3)).toHaveLength(1);
  });

  it('does not join the end of a row with the start of the next', () => {
    expect(findComponents(mapOf('..9', '9..').map, 3, 0.3)).toHaveLength(2);
  });

  it('finds what a flood fill finds', () => {
    const maps = fc.array(fc.boolean(), { minLength: 48, maxLength: 48 });
    fc.assert(
      fc.property(maps, (marks) => {
        const sizes = findComponents(Float32Array.from(marks, Number), 8, 0.5).map(({ pixels }) => pixels);
        expect(inOrder(sizes)).toEqual(inOrder(floodSizes(marks, 8)));
      }),
    );
  });
});

function floodSizes(marks: readonly boolean[], width: number): number[] {
  const left = new Set(marks.flatMap((mark, index) => (mark ? [index] : [])));
  const fill = (index: number): number => {
    if (!left.delete(index)) return 0;
    const column = index % width;
    const steps = [-1, 0, 1].filter((step) => column + step >= 0 && column + step < width);
    return steps
      .flatMap((step) => [-width, 0, width].map((row) => fill(index + row + step)))
      .reduce((a, b) => a + b, 1);
  };
  return [...left].map(fill).filter((size) => size > 0);
}

function inOrder(sizes: readonly number[]): number[] {
  return sizes.toSorted((a, b) => a - b);
}
