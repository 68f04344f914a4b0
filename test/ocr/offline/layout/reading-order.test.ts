import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Quad } from '../../../../src/ocr/offline/image/quad.ts';
import { inReadingOrder } from '../../../../src/ocr/offline/layout/reading-order.ts';

interface Item {
  readonly name: string;
  readonly quad: Quad;
}

function item(name: string, left: number, top: number, width = 60, height = 10, angle = 0): Item {
  const turned = (x: number, y: number): readonly [number, number] => [
    x * Math.cos(angle) - y * Math.sin(angle),
    x * Math.sin(angle) + y * Math.cos(angle),
  ];
  const [right, bottom] = [left + width, top + height];
  return { name, quad: [turned(left, top), turned(right, top), turned(right, bottom), turned(left, bottom)] };
}

function order(items: readonly Item[]): string {
  return inReadingOrder(items)
    .map(({ name }) => name)
    .join(' ');
}

describe('reading order', () => {
  it('goes row by row, from left to right', () => {
    expect(order([item('d', 100, 22), item('a', 0, 0), item('c', 0, 20), item('b', 100, 3)])).toBe('a b c d');
  });

  it('takes the skew of a photographed page out', () => {
    const rows = [0, 1, 2].flatMap((row) => [
      item(`price${row}`, 400, row * 20, 40, 12, 0.1),
      item(`name${row}`, 0, row * 20, 200, 12, 0.1),
    ]);
    expect(order(rows)).toBe('name0 price0 name1 price1 name2 price2');
  });

  it('reads columns of running text one after the other, a heading across them first', () => {
    const column = (name: string, left: number): Item[] =>
      Array.from({ length: 7 }, (_, row) => item(`${name}${row}`, left, 30 + row * 14, 120));
    const page = [...column('b', 140), item('title', 20, 0, 220, 16), ...column('a', 0)];
    expect(order(page)).toBe('title a0 a1 a2 a3 a4 a5 a6 b0 b1 b2 b3 b4 b5 b6');
  });

  it('reads blocks side by side one after the other, unless their lines are level', () => {
    const block = (name: string, left: number, top: number): Item[] =>
      Array.from({ length: 4 }, (_, row) => item(`${name}${row}`, left, top + row * 12));
    expect(order([...block('b', 200, 6), ...block('a', 0, 0)])).toBe('a0 a1 a2 a3 b0 b1 b2 b3');
    expect(order([...block('b', 200, 1), ...block('a', 0, 0)])).toBe('a0 b0 a1 b1 a2 b2 a3 b3');
  });

  it('reads blocks below a wide head', () => {
    const block = (name: string, left: number, top: number): Item[] =>
      Array.from({ length: 4 }, (_, row) => item(`${name}${row}`, left, top + row * 12));
    const head = [item('h0', 0, 0, 260), item('h1', 0, 12, 260), item('h2', 0, 24, 260)];
    expect(order([...block('b', 200, 66), ...head, ...block('a', 0, 60)])).toBe(
      'h0 h1 h2 a0 a1 a2 a3 b0 b1 b2 b3',
    );
  });

  it('does not let a row drift into the next', () => {
    const steps = Array.from({ length: 3 }, (_, step) =>
      item(`s${step}`, 200 - step * 100, step * 4.5, 60, 10),
    );
    expect(order(steps)).toBe('s1 s0 s2');
  });

  it('reads the prices of a receipt with their names', () => {
    const receipt = Array.from({ length: 12 }, (_, row) => [
      item(`n${row}`, 0, row * 14, 90),
      item(`p${row}`, 150, row * 14, 25),
    ]).flat();
    expect(order(receipt).startsWith('n0 p0 n1 p1 n2 p2')).toBe(true);
  });

  it('loses and invents nothing', () => {
    const side = fc.integer({ min: 0, max: 300 });
    const some = fc.array(
      fc.tuple(side, side, fc.integer({ min: 5, max: 200 }), fc.integer({ min: 4, max: 40 })),
      {
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(some, (places) => {
        const items = places.map(([left, top, width, height], index) =>
          item(String(index), left, top, width, height),
        );
        const names = inReadingOrder(items).map(({ name }) => name);
        expect(new Set(names).size).toBe(items.length);
        expect(names).toHaveLength(items.length);
      }),
    );
  });
});
