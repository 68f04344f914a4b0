import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type KeyEntry, KeyTable } from '../../src/store/key-table.ts';
import { aKey } from './frames.ts';

const aPlace = fc.option(
  fc.record({ log: fc.nat({ max: 1000 }), offset: fc.integer({ min: 0, max: 2 ** 32 - 1 }) }),
);
const anEntry: fc.Arbitrary<KeyEntry> = fc.record({
  attempts: fc.integer({ min: -1000, max: 1000 }),
  operation: aPlace,
  reading: aPlace,
});

it('keeps the last entry of each key', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(aKey, anEntry), { maxLength: 200 }), aKey, (entries, other) => {
      const table = new KeyTable();
      const expected = new Map(entries.map(([key, entry]) => [key.toString('hex'), entry]));
      for (const [key, entry] of entries) table.set(key, entry);
      for (const [key, entry] of expected) expect(table.get(Buffer.from(key, 'hex'))).toEqual(entry);
      expect(table.get(other)).toEqual(expected.get(other.toString('hex')) ?? null);
    }),
  );
});

it('tells keys apart that fall into the same slot', () => {
  const table = new KeyTable();
  const keys = Array.from({ length: 500 }, (_, number) => {
    const key = Buffer.alloc(16);
    key.writeUInt32LE(number, 8);
    return key;
  });
  for (const [attempts, key] of keys.entries()) table.set(key, { attempts, operation: null, reading: null });
  expect(keys.map((key) => table.get(key)?.attempts)).toEqual(keys.map((_, number) => number));
  expect(table.get(Buffer.alloc(16, 0xff))).toBeNull();
});

it('knows at each size that a key is not there', () => {
  const table = new KeyTable();
  const other = Buffer.alloc(16);
  other.writeUInt32LE(7, 12);
  for (let number = 1; number <= 100; number += 1) {
    const key = Buffer.alloc(16);
    key.writeUInt32LE(number, 8);
    table.set(key, { attempts: 1, operation: null, reading: null });
    expect(table.get(other)).toBeNull();
  }
});
