import { describe, expect, it } from 'vitest';
import { plateShape } from '../../src/plates/plate-shape.ts';

describe('a text', () => {
  it.each([
    // 5 to 10 letters and digits, of at most 3 letters in a row, with at most 4 changes.
    'AB 123',
    'AB 123 CD',
    'ABC 1234567',
    'A1B23',
    'ABC=123',
    'AB ● 1234',
    'AB:CD 12',
    "AB'12 34",
  ])('like %s is regular', (text) => {
    expect(plateShape(text)).toBe('regular');
  });

  it.each([
    'A123',
    'ABCD 123',
    'A1B2C3',
    'BIMMI',
    'BIMMIANS',
    '12345',
    '12345678',
    'KG 1200',
    'EXIT 79',
    'GATE 123',
    'ABCDEFG123',
  ])('like %s is doubtful', (text) => {
    expect(plateShape(text)).toBe('doubtful');
  });

  it.each([
    '',
    'A12',
    'ABCD 1234567',
    'ABCDEFGH123',
    'BIMM',
    'BIMMIANSX',
    '1234',
    '123456789',
    'Ab 1234',
    'AB 12.34',
    'AB 12:34',
    '$AB 1234',
    '©AB 1234',
    'AB/1234',
    '2012-05',
    '12-05-2012',
    '1-2-3456',
    '05 2012',
    '1999-2001',
  ])('like %j is no plate', (text) => {
    expect(plateShape(text)).toBeNull();
  });

  it('of digits with a year in it is a date only where something is between them', () => {
    expect(plateShape('201205')).toBe('doubtful');
    expect(plateShape('20 1205')).toBeNull();
    expect(plateShape('21 1205')).toBe('doubtful');
  });
});
