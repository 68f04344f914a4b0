import { expect, it } from 'vitest';
import { PartitionsPresent } from '../../src/images/partitions-present.ts';

function presentAt(...paths: string[]): PartitionsPresent {
  const present = new PartitionsPresent();
  for (const path of paths) present.add(path);
  return present;
}

it('names each date once, in order, and else the folder', () => {
  const present = presentAt(
    '/in/2020/08/08/a.jpg',
    '/in/2020/08/07/cam/a.jpg',
    '/in/2020/08/08/b',
    '/in/x/a.jpg',
  );
  expect(present.count).toBe(3);
  expect(present.description).toBe('/in/x, 2020/08/07, 2020/08/08');
});

it('names ten, and how many more there are', () => {
  const days = (count: number) =>
    presentAt(...Array.from({ length: count }, (_, day) => `/2020/08/${String(day + 1).padStart(2, '0')}/a`));
  expect(days(10).description).toMatch(/^2020\/08\/01, .+, 2020\/08\/10$/);
  expect(days(13).description).toMatch(/^2020\/08\/01, .+, 2020\/08\/10 and 3 more$/);
  expect(days(0).description).toBe('');
});
