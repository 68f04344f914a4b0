import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../src/contract/errors.ts';
import type { MiniBatch } from '../../src/contract/mini-batch.ts';
import { toItems } from '../../src/images/item.ts';
import { tableWatch } from '../../src/images/table-watch.ts';

function watch(imageColumn: string | null = 'image') {
  const check = tableWatch();
  return (...miniBatch: MiniBatch) =>
    check(
      toItems(miniBatch, { inputPartition: null, inputRoot: null, imageColumn, inputFolders: [] }),
      miniBatch,
    );
}

const blank = { image: '', name: 'a' };
const none = { image: null, name: 'a' };
const good = { image: '/in/a.png', name: 'a' };

describe('a table', () => {
  it('whose column does not exist is a fault of the setup at once', () => {
    const see = watch('picture');
    expect(() => see(good)).toThrow(ConfigurationError);
    expect(() => see(good)).toThrow(/no column "picture".*name the one to use with --image_column/);
  });

  it('of which no row has an image is one after three rows, whatever mini-batches they are in', () => {
    const see = watch();
    expect(() => see(blank)).not.toThrow();
    expect(() => see(blank)).not.toThrow();
    expect(() => see(blank)).toThrow(
      /^None of the last 3 rows has an image: Column "image" holds .+ The columns are image, name: name the one with paths or URLs with --image_column\.$/,
    );
    expect(() => watch()(blank, blank, blank)).toThrow('None of the last 3 rows');
    expect(() => watch()(blank, blank)).not.toThrow();
  });

  it('with an image in between has blank cells of its own', () => {
    const see = watch();
    for (let count = 0; count < 3; count += 1) {
      expect(() => see(blank, blank)).not.toThrow();
      expect(() => see(good)).not.toThrow();
    }
    expect(() => see(blank, blank, good)).not.toThrow();
    expect(() => see(blank, blank)).not.toThrow();
  });

  it('of an empty mini-batch says nothing about the others', () => {
    const see = watch();
    see(blank, blank);
    see();
    expect(() => see(blank)).toThrow('None of the last 3 rows');
  });

  it('whose rows have no image for different reasons is looked at row by row', () => {
    const see = watch(null);
    const unknown = { a: 1, b: 2 };
    expect(() => see(blank, unknown, none)).not.toThrow();
    expect(() => see(unknown)).toThrow('name the one to use with --image_column');
  });

  it('of paths has images only', () => {
    const see = watch(null);
    expect(() => see('/in/a.png', '/in/b.png', '/in/c.png')).not.toThrow();
  });
});
