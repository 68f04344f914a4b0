import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FailureRate } from '../../../../src/ocr/azure/blame/failure-rate.ts';

/** After a thousand images that were read in the end, of whose operations so many failed. */
function after(failed: number, images = 1000): FailureRate {
  const failures = new FailureRate();
  for (let image = 0; image < images; image += 1) failures.read(image < failed ? 1 : 0);
  return failures;
}

describe('the submits that an image is worth', () => {
  it.each([
    ['nothing is known', after(0, 0), 3],
    ['no other image has failed', after(0), 2],
    ['one in a hundred has failed', after(10), 3],
    ['one in twenty has failed', after(50), 5],
    ['every other one has failed', after(500), 5],
  ])('when %s', (_, failures, submits) => {
    expect(failures.submits).toBe(submits);
  });

  it('lose at most two good images in a million, or are five', () => {
    fc.assert(
      fc.property(fc.nat(500), (failed) => {
        const { submits } = after(failed);
        const rate = failed / (1000 + failed);
        expect(submits === 5 || rate ** submits <= 2e-6).toBe(true);
      }),
    );
  });
});
