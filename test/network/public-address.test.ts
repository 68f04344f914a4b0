import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../src/network/public-address.ts';

/** Ranges that are not of the Internet, each as its first address and the bits that are fixed. */
const RANGES = [
  ['this network', [0, 0, 0, 0], 8],
  ['private', [10, 0, 0, 0], 8],
  ['private', [172, 16, 0, 0], 12],
  ['private', [192, 168, 0, 0], 16],
  ['shared by a carrier', [100, 64, 0, 0], 10],
  ['loopback', [127, 0, 0, 0], 8],
  ['link-local', [169, 254, 0, 0], 16],
  ['documentation', [192, 0, 2, 0], 24],
  ['documentation', [198, 51, 100, 0], 24],
  ['documentation', [203, 0, 113, 0], 24],
  ['benchmarks', [198, 18, 0, 0], 15],
  ['multicast', [224, 0, 0, 0], 4],
  ['reserved, broadcast', [240, 0, 0, 0], 4],
] as const;

type Bytes = readonly number[];
const toNumber = (bytes: Bytes): number => bytes.reduce((sum, byte) => sum * 256 + byte, 0);
const toIPv4 = (value: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
const inside = (first: Bytes, bits: number) =>
  fc.integer({ min: 0, max: 2 ** (32 - bits) - 1 }).map((offset) => toIPv4(toNumber(first) + offset));
const isSpecial = (value: number): boolean =>
  RANGES.some(([, first, bits]) => value >= toNumber(first) && value < toNumber(first) + 2 ** (32 - bits));
const groups = (count: number) =>
  fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: count, maxLength: count });
const toIPv6 = (parts: Bytes): string => parts.map((part) => part.toString(16)).join(':');

describe.each(RANGES)('%s', (_, first, bits) => {
  const last = toIPv4(toNumber(first) + 2 ** (32 - bits) - 1);

  it('is not public from its first address to its last', () => {
    expect([toIPv4(toNumber(first)), last].filter(isPublicAddress)).toEqual([]);
    fc.assert(fc.property(inside(first, bits), (address) => !isPublicAddress(address)));
  });

  it('is not public inside an IPv6 address either', () => {
    const embed = (address: string): readonly string[] => {
      const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
      const pair = toIPv6([a * 256 + b, c * 256 + d]);
      return [`::ffff:${address}`, `::ffff:${pair}`, `::${address}`, `64:ff9b::${address}`, `2002:${pair}::`];
    };
    fc.assert(fc.property(inside(first, bits), (address) => !embed(address).some(isPublicAddress)));
  });
});

describe('an address', () => {
  it('of IPv4 is public outside of the special ranges', () => {
    const special = new Set(['168.63.129.16']);
    const smaller = (value: number) => /^192\.(?:0\.0|88\.99)\./.test(toIPv4(value));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (value) => {
        fc.pre(!special.has(toIPv4(value)) && !smaller(value));
        expect(isPublicAddress(toIPv4(value))).toBe(!isSpecial(value));
      }),
    );
  });

  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '172.15.255.255',
    '172.32.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '9.255.255.255',
    '11.0.0.0',
    '223.255.255.255',
    '192.167.255.255',
    '169.253.255.255',
    '2606:4700:4700::1111',
    '2a00:1450:4001::200e',
  ])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    '168.63.129.16',
    '::1',
    '::',
    'fe80::1',
    'fe80::1%eth0',
    '2606:4700::1%eth0',
    'fc00::1',
    'fd12:3456::1',
    'ff02::1',
    '2001:db8::1',
    '2001::1',
    '3fff::1',
    '64:ff9b::808:808',
    '::ffff:8.8.8.8',
    'fec0::1',
  ])('%s is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it('of IPv6 is public only below 2000::/3', () => {
    fc.assert(
      fc.property(groups(8), (parts) => {
        expect(!isPublicAddress(toIPv6(parts)) || (parts[0] ?? 0) >> 13 === 1).toBe(true);
      }),
    );
  });

  it.each([
    '',
    'localhost',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '[::1]',
    '8.8.8.8.',
    'example.com',
  ])('%j is none, so not public', (text) => {
    expect(isPublicAddress(text)).toBe(false);
  });
});
