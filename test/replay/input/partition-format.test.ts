import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toPartitionFormat } from '../../../src/replay/input/partition-format.ts';

function match(format: string, path: string) {
  const parsed = toPartitionFormat(format);
  if (typeof parsed === 'string') throw new Error(parsed);
  return parsed.match(path);
}

describe('a partition format', () => {
  it.each([
    ['{user}/{year}/*.jpg', '/data/ann/2020/a.jpg', { user: 'ann', year: '2020' }],
    ['/{user}/{year}/*.jpg', '/data/ann/2020/a.jpg', { user: 'ann', year: '2020' }],
    ['user={user}/*', '/data/user=ann b/a.b.jpg', { user: 'ann b' }],
    ['{camera}_{number}.jpg', '/data/north_1_2.jpg', { camera: 'north', number: '1_2' }],
    ['{a+b}/x(1).jpg', '/data/é\n/x(1).jpg', { 'a+b': 'é\n' }],
    ['{user}/*.jpg', '/data/a.jpg', { user: 'data' }],
    ['{user}/*.jpg', '/a.jpg', null],
    ['{user}/x.jpg', '/data/ann/xyjpg', null],
    ['{user}/*.jpg', '/data/ann/a.png', null],
    ['user={user}/*', '/data/anuser=b/a', null],
  ])('%s reads %j', (format, path, keys) => {
    expect(match(format, path)).toEqual(keys);
  });

  it('reads back any folders that it wrote', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !text.includes('/'));
    fc.assert(
      fc.property(name, name, name, (a, b, file) => {
        expect(match('{a}/{b}/*', `/root/${a}/${b}/${file}`)).toEqual({ a, b });
      }),
    );
  });

  it.each(['', '*.jpg', '{}/*', '{a}/{a}/*', '{day:yyyy/MM/dd}/*.jpg'])('is not %j', (format) => {
    expect(toPartitionFormat(format)).toMatch(/such as \{user\}\/\{year\}\/\*\.jpg/);
  });
});
