import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { remedyOf } from '../../../src/report/html/remedies.ts';
import { ROOT } from '../../samples-truth.ts';

const OTHERS = remedyOf('InvalidImageSize');

it('has a remedy for each code of docs/failed-items.md, and one for those of the services', () => {
  const [table = ''] =
    /\| Code [\s\S]*?\n\n/.exec(readFileSync(join(ROOT, 'docs/failed-items.md'), 'utf8')) ?? [];
  const codes = [...table.matchAll(/^\|([^|]*)\|/gm)].flatMap(([, cell = '']) =>
    Array.from(cell.matchAll(/`(\w+)`/g), ([, code = '']) => code),
  );
  expect(codes.length).toBeGreaterThan(15);
  expect(codes.filter((code) => remedyOf(code) === OTHERS)).toEqual([]);
  expect(remedyOf('toString')).toBe(OTHERS);
});
