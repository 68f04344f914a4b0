import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ItemOptions, toItems } from '../../src/images/item.ts';

const OPTIONS: ItemOptions = { inputPartition: null, inputRoot: null, imageColumn: null, inputFolders: [] };
const item = (image: string, options: Partial<ItemOptions> = {}) => {
  const [only] = toItems([image], { ...OPTIONS, ...options });
  if (only === undefined) throw new Error('no item');
  return only;
};

describe('the key of an item', () => {
  it.each([
    ['/mnt/data/2020/08/07/cam1/a.jpg', null, '2020/08/07/cam1/a.jpg'],
    ['/mnt/data/2020/08/07/cam1/a.jpg', '/mnt/data', '2020/08/07/cam1/a.jpg'],
    ['/mnt/data/2020/08/07/cam1/a.jpg', '/mnt/data/', '2020/08/07/cam1/a.jpg'],
    ['/mnt/data/2020/08/07/cam1/a.jpg', '/mnt/dat', '2020/08/07/cam1/a.jpg'],
    ['/mnt/data/cam1/a.jpg', null, '/mnt/data/cam1/a.jpg'],
    ['/mnt/data/cam1/a.jpg', '/mnt', 'data/cam1/a.jpg'],
    ['a.jpg', null, 'a.jpg'],
    ['/in/b\udcff.jpg', '/in', String.raw`b\xFF.jpg`],
    ['file:///in/2020/08/07/a%20b.jpg', null, '2020/08/07/a b.jpg'],
    ['https://host/c/2020/08/07/a.jpg?sig=hunter2', null, '2020/08/07/a.jpg'],
    ['https://host/c/a.jpg?sig=hunter2#x', null, 'https://host/c/a.jpg'],
  ])('of %j below %j is %j', (image, inputRoot, key) => {
    expect(item(image, { inputRoot }).key).toBe(key);
  });
});

describe('an image in no partition', () => {
  it.each([
    ['/mnt/data/cam1/a.jpg', null, 'cam1/a.jpg'],
    ['/mnt/data/2020/08/07/a.jpg', null, '2020/08/07/a.jpg'],
    ['/mnt/data/x/2020/08/07/a.jpg', null, '2020/08/07/a.jpg'],
    ['/mnt/data2/a.jpg', null, '/mnt/data2/a.jpg'],
    ['/mnt/data/cam1/a.jpg', '/mnt/', 'data/cam1/a.jpg'],
  ])('has the key below the mounted input: %s, --input_root %s: %s', (path, inputRoot, key) => {
    expect(item(path, { inputRoot, inputFolders: ['/other', '/mnt/data'] }).key).toBe(key);
  });
});

describe('the partition of an item', () => {
  it.each([
    ['/d/2020/08/07/a.jpg', '2020/08/07', true, '2020/08/07'],
    ['/d/2020/08/07/a.jpg', '2020/08', true, '2020/08/07'],
    ['/d/2020/08/07/a.jpg', '2020/08/0', false, '2020/08/07'],
    ['/d/12020/08/07/a.jpg', '2020/08/07', false, null],
    ['/d/2020/08/071/a.jpg', '2020/08/07', false, null],
    ['/d/x/2020/08/07', '2020/08/07', false, null],
    ['/d/2020/13/07/a.jpg', null, true, null],
    ['/d/north/a.jpg', 'north', true, 'north'],
    ['2020/08/07/a.jpg', '2020/08/07', true, '2020/08/07'],
    ['/d/2020/08/08/a.jpg', '2020/08/07', false, '2020/08/08'],
  ])('%j under %j is in it: %j, found: %j', (path, inputPartition, inPartition, partition) => {
    expect(item(path, { inputPartition })).toMatchObject({ inPartition, partition });
  });
});

describe('the image of a table row', () => {
  const row = (cells: Record<string, unknown>, imageColumn: string | null = null) =>
    toItems([cells], { ...OPTIONS, imageColumn })[0]?.source;

  it('is the named column, the only one or the usual one', () => {
    expect(row({ id: 1, photo: '/a.jpg' }, 'photo')).toEqual({ kind: 'file', path: '/a.jpg' });
    expect(row({ photo: '/a.jpg' })).toEqual({ kind: 'file', path: '/a.jpg' });
    expect(row({ id: 7, Path: '/a.jpg' })).toEqual({ kind: 'file', path: '/a.jpg' });
    expect(row({ id: 7, image_url: '/a.jpg' })).toEqual({ kind: 'file', path: '/a.jpg' });
    expect(row({ id: 7, url: 'HTTPS://h/a.jpg' })).toEqual({ kind: 'url', url: 'HTTPS://h/a.jpg' });
  });

  it.each([
    [{ id: 1, photo: '/a.jpg' }, null, 'no_image_column'],
    [{ id: 1, photo: '/a.jpg' }, 'picture', 'no_image_column'],
    [{ photo: null }, null, 'no_image'],
    [{ photo: 24 }, 'photo', 'no_image'],
    [{ photo: ['/a.jpg'], id: 1 }, 'photo', 'no_image'],
    [{ id: 1, name: 'x' }, 'toString', 'no_image_column'],
    [{ photo: 'file://host/a.jpg' }, null, 'bad_url'],
    [{ photo: '\uDC89PNG\r\n\u001A\n\0\0' }, null, 'no_image'],
  ])('%j with --image_column %j is a failed item: %s', (cells, column, code) => {
    expect(row(cells, column)).toMatchObject({ kind: 'none', error: { code } });
  });
});

it.each([
  [
    'azureml://subscriptions/s/datastores/d/paths/a.jpg',
    'bad_url',
    'The image is at azureml:, which is not opened',
  ],
  ['AmlDatastore://d/a.jpg', 'bad_url', 'The image is at AmlDatastore:, which is not opened'],
  [
    'wasbs://c@a.blob.core.windows.net/a.jpg?sig=s3cret',
    'bad_url',
    'The image is at wasbs:, which is not opened',
  ],
  ['data:image/png;base64,iVBORw0', 'bad_url', 'The image is at data:, which is not opened'],
  [['StreamInfo'], 'no_image', 'Column "image_url" holds an object of type StreamInfo, not a path or URL.'],
  ['\0', 'no_image', 'Column "image_url" holds bytes, not a path or URL.'],
])('names what an image of AML is at that is not opened: %j', (cell, code, message) => {
  const source = toItems([{ image_url: cell, label: 'car' }], OPTIONS)[0]?.source;
  expect(source).toMatchObject({ kind: 'none', error: { code, message: expect.stringContaining(message) } });
  expect(JSON.stringify(source)).not.toContain('s3cret');
});

it('takes a path with a colon for a path', () => {
  const [first] = toItems(['/in/data:a://b.jpg'], OPTIONS);
  expect(first?.source).toEqual({ kind: 'file', path: '/in/data:a://b.jpg' });
});

it('takes any cell but that of the image, and says of that what it holds', () => {
  const circular: Record<string, unknown> = {};
  circular['self'] = circular;
  const unprintable = {
    toJSON() {
      throw new Error('no text');
    },
  };
  for (const cell of [
    circular,
    unprintable,
    10n,
    Symbol('s'),
    () => {},
    undefined,
    [1],
    new Map(),
    Number.NaN,
  ]) {
    const [good] = toItems([{ image: '/a.jpg', other: cell }], OPTIONS);
    expect(good?.source).toEqual({ kind: 'file', path: '/a.jpg' });
    const [failed] = toItems([{ image: cell, other: '/a.jpg' }], OPTIONS);
    expect(failed?.source).toMatchObject({
      kind: 'none',
      error: {
        code: 'no_image',
        message: expect.stringMatching(/^Column "image" holds .+, not a path or URL\.$/),
      },
    });
  }
});

it('makes exactly one item per entry, in order, with a well-formed key', () => {
  const entry = fc.string({
    unit: fc.constantFrom('/', 'a', '\n', '\ud800', '\udcff', '%', ':', 'é', '2020/08/07'),
  });
  fc.assert(
    fc.property(fc.array(entry), (paths) => {
      const items = toItems(paths, { ...OPTIONS, inputPartition: '2020/08/07' });
      expect(items.map(({ index }) => index)).toEqual(paths.map((_, index) => index));
      expect(items.every(({ key }) => key.isWellFormed())).toBe(true);
    }),
  );
});

describe('a partition that is a day', () => {
  const spellings: readonly ((year: string, month: string, day: string) => string)[] = [
    (year, month, day) => `${year}/${month}/${day}`,
    (year, month, day) => `${year}/${Number(month)}/${Number(day)}`,
    (year, month, day) => `${year}-${month}-${day}`,
    (year, month, day) => `${year}_${month}_${day}`,
    (year, month, day) => `${year}${month}${day}`,
    (year, month, day) => `year=${year}/month=${month}/day=${day}`,
    (year, month, day) => `date=${year}-${month}-${day}`,
  ];
  const aDay = fc
    .date({
      min: new Date('2019-12-25T00:00:00Z'),
      max: new Date('2020-03-05T00:00:00Z'),
      noInvalidDate: true,
    })
    .map((date) => date.toISOString().slice(0, 10));

  it('selects exactly the images of that day, however the folders spell it', () => {
    fc.assert(
      fc.property(aDay, aDay, fc.constantFrom(...spellings), (wanted, taken, spelling) => {
        const [year = '', month = '', day = ''] = taken.split('-');
        const image = `/mnt/data/${spelling(year, month, day)}/cam1/a.jpg`;
        const partition = wanted.replaceAll('-', '/');
        expect(item(image, { inputPartition: partition }).inPartition).toBe(wanted === taken);
        const [monthOf, yearOf] = [partition.slice(0, 7), partition.slice(0, 4)];
        expect(item(image, { inputPartition: monthOf }).inPartition).toBe(
          wanted.slice(0, 7) === taken.slice(0, 7),
        );
        expect(item(image, { inputPartition: yearOf }).inPartition).toBe(yearOf === year);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['2020/08/07/cam1', '/mnt/2020-08-07/cam1/a.jpg', true],
    ['2020/08/07/cam1', '/mnt/2020-08-07/cam2/a.jpg', false],
    ['2020/08', '/mnt/2020/081/a.jpg', false],
    ['2020', '/mnt/20201307/a.jpg', false],
    ['a.b', '/mnt/aXb/a.jpg', false],
    ['a+(b)', '/mnt/a+(b)/a.jpg', true],
  ])('%s selects %s: %s', (inputPartition, image, selected) => {
    expect(item(image, { inputPartition }).inPartition).toBe(selected);
  });
});
