import { describe, expect, it } from 'vitest';
import { checkByteCount, checkFormat, checkSize, type ImageLimits } from '../../src/images/limits.ts';

const LIMITS: ImageLimits = {
  formats: ['jpeg', 'png'],
  maxBytes: 1000,
  minSide: 50,
  maxSide: 400,
  maxPixels: 100_000,
};
const REJECTING: ImageLimits = { ...LIMITS, rejectionCodes: { format: 'F', bytes: 'B', dimensions: 'D' } };

const codeOf = (check: () => void): string | null => {
  try {
    check();
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('the limits of an engine', () => {
  it.each([
    [0, null],
    [1000, null],
    [1001, 'file_too_large'],
  ])('%d bytes', (bytes, code) => {
    expect(codeOf(() => checkByteCount(bytes, LIMITS))).toBe(code);
    expect(codeOf(() => checkByteCount(bytes, REJECTING))).toBe(code && 'B');
  });

  it.each([
    [50, 400, null],
    [400, 50, null],
    [49, 100, 'image_too_small'],
    [100, 49, 'image_too_small'],
    [401, 100, 'image_too_large'],
    [100, 401, 'image_too_large'],
    [250, 400, null],
    [251, 399, 'image_too_large'],
  ])('%d×%d pixels', (width, height, code) => {
    expect(codeOf(() => checkSize({ width, height }, LIMITS))).toBe(code);
    expect(codeOf(() => checkSize({ width, height }, REJECTING))).toBe(code && 'D');
  });

  it('are named with what was received', () => {
    expect(() => checkByteCount(1001, LIMITS)).toThrow(
      'The file has 1001 bytes; this engine reads up to 1000.',
    );
    const size = (width: number, height: number) => () => checkSize({ width, height }, LIMITS);
    expect(size(49, 60)).toThrow('The image is 49×60 pixels; this engine reads sides of at least 50.');
    expect(size(60, 500)).toThrow('The image is 60×500 pixels; this engine reads sides of up to 400.');
    expect(size(400, 300)).toThrow('The image is 400×300 pixels; this engine reads up to 100000 in all.');
  });

  it('are those of formats, too', () => {
    expect(() => checkFormat('png', LIMITS)).not.toThrow();
    expect(() => checkFormat('gif', LIMITS)).toThrow('The image is gif; this engine reads jpeg, png.');
    expect(() => checkFormat(null, LIMITS)).toThrow(
      'The file is not a supported image format; this engine reads jpeg, png.',
    );
    expect(codeOf(() => checkFormat(null, LIMITS))).toBe('unsupported_format');
    expect(codeOf(() => checkFormat('gif', REJECTING))).toBe('F');
  });
});
