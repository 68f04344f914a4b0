import { describe, expect, it } from 'vitest';
import { FileFilter, USUALLY_EXCLUDED } from '../../../src/replay/input/file-filter.ts';

const USUAL = { include: [], exclude: USUALLY_EXCLUDED };

describe('what is usually excluded', () => {
  it.each([
    '.DS_Store',
    'a/.DS_Store',
    'a/._b.jpg',
    '.git/x.jpg',
    'a/.thumbnails/b.jpg',
    'a/Thumbs.db',
    'THUMBS.DB',
  ])('has %s', (path) => expect(new FileFilter(USUAL).selects(path)).toBe(false));

  it.each([
    'a.jpg',
    'a/b.JPG',
    'a b/c.d/e',
    'thumbs.db.jpg',
    'x\ny.jpg',
    '\uDCFF.jpg',
    'a/..b/c'.replace('..b', 'b..'),
  ])('has not %j', (path) => expect(new FileFilter(USUAL).selects(path)).toBe(true));
});

describe('globs', () => {
  it.each<[string, string, boolean]>([
    ['*.jpg', 'a/b.JPG', true],
    ['*.jpg', 'a/b.png', false],
    ['*.{jpg,png}', 'b.png', true],
    ['2020/**', '2020/08/a.jpg', true],
    ['2020/**', 'x/2020/08/a.jpg', false],
    ['/a/*.jpg', 'a/b.jpg', true],
    ['cam1/', 'x/cam1/y/b.jpg', true],
    ['cam1/', 'cam1', false],
    ['*.jpg', 'two\nlines.jpg', true],
    ['*.jpg', 'two\nlines/deep\ner/b.jpg', true],
  ])('%j selects %j: %j', (glob, path, selected) => {
    expect(new FileFilter({ include: [glob], exclude: [] }).selects(path)).toBe(selected);
  });

  it('exclude before they include, and count what they leave out', () => {
    const filter = new FileFilter({ include: ['*.jpg'], exclude: ['.*', 'b.*'] });
    const files = ['/in/a.jpg', '/in/b.jpg', '/in/.c.jpg', '/in/x/.d.jpg', '/in/e.txt'];
    expect(filter.select(files, '/in')).toEqual(['/in/a.jpg']);
    expect(filter.leftOut).toEqual({ 'b.*': 1, '.*': 2, 'not included': 1 });
  });
});
