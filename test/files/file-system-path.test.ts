import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromFileSystemPath, toDisplayPath, toFileSystemPath } from '../../src/files/file-system-path.ts';

const bytes = (path: string): Buffer => Buffer.from(toFileSystemPath(path));

describe('file system paths', () => {
  it('leaves valid Unicode alone, astral characters included', () => {
    expect(toFileSystemPath('/data/plåt 🚗.jpg')).toBe('/data/plåt 🚗.jpg');
  });

  it('turns an escaped byte back into the byte Python read', () => {
    expect(bytes('a\udcffb.jpg')).toEqual(Buffer.from([0x61, 0xff, 0x62, 0x2e, 0x6a, 0x70, 0x67]));
  });

  it.each(['a', 'é', '車', '🚗'])('keeps %s beside a byte that is not UTF-8', (character) => {
    const name = Buffer.concat([Buffer.from(character), Buffer.from([0xff]), Buffer.from(character)]);
    expect(fromFileSystemPath(name)).toBe(`${character}\udcff${character}`);
  });

  it('keeps a real U+FFFD in a name', () => {
    expect(fromFileSystemPath(Buffer.from('a\uFFFDb'))).toBe('a\uFFFDb');
  });

  it('gives back any bytes whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (array) => {
        const original = Buffer.from(array);
        expect(bytes(fromFileSystemPath(original))).toEqual(original);
      }),
    );
  });

  it('is what Python calls surrogateescape', () => {
    expect(fromFileSystemPath(Buffer.from([0xed, 0xa0, 0x80, 0xc3, 0xa9, 0xf0, 0x9f]))).toBe(
      '\udced\udca0\udc80é\udcf0\udc9f',
    );
  });

  it('shows an escaped byte as \\xFF and stays well-formed', () => {
    expect(toDisplayPath('a\udcffb\ud800')).toBe('a\\xFFb\uFFFD');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (path) => {
        expect(toDisplayPath(path).isWellFormed()).toBe(true);
      }),
    );
  });
});
