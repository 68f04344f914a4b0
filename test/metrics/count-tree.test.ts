import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addTo, addTree, branchAt, countAt, type CountTree } from '../../src/metrics/count-tree.ts';

const counts = fc.array(
  fc.tuple(fc.tuple(fc.constantFrom('a', 'b'), fc.constantFrom('c', 'constructor')), fc.nat(100)),
);

function treeOf(entries: readonly (readonly [readonly string[], number])[]): CountTree {
  const tree: CountTree = {};
  for (const [path, count] of entries) addTo(tree, path, count);
  return tree;
}

it('adds up to the same tree in whatever parts it was counted', () => {
  fc.assert(
    fc.property(counts, counts, (some, others) => {
      const sum = treeOf(some);
      addTree(sum, treeOf(others));
      expect(sum).toEqual(treeOf([...some, ...others]));
    }),
  );
});

it('has 0 where nothing was counted', () => {
  const tree = treeOf([[['a', 'c'], 2]]);
  expect([
    countAt(tree, 'a', 'c'),
    countAt(tree, 'a'),
    countAt(tree, 'x', 'c'),
    countAt({}, 'toString'),
  ]).toEqual([2, 0, 0, 0]);
  expect(branchAt(tree, 'constructor')).toEqual({});
});

it('has a limited number of names in a level', () => {
  const tree = treeOf(Array.from({ length: 5000 }, (_, index) => [[`code ${index}`], 1]));
  expect(Object.keys(tree).length).toBeLessThan(1600);
  expect(Object.values(tree).reduce((sum: number, count) => sum + Number(count), 0)).toBe(5000);
});
