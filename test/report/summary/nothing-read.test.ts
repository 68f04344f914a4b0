import { describe, expect, it } from 'vitest';
import { PartitionsPresent } from '../../../src/images/partitions-present.ts';
import { whyNothingRead } from '../../../src/report/summary/nothing-read.ts';

function why(
  byStatus: Record<string, number>,
  failedItems: Record<string, number> = {},
  {
    rows = Object.values(byStatus).reduce((sum, count) => sum + count, 0),
    paths = ['/d/2020/08/07/a.jpg'],
  } = {},
) {
  const partitions = new PartitionsPresent();
  for (const path of paths) partitions.add(path);
  return whyNothingRead({ rows, byStatus, failedItems }, partitions);
}

describe('a run that read nothing', () => {
  it.each([
    [
      'every image skipped',
      { skipped: 23 },
      {},
      'Nothing was read: every image was skipped, because none is in the partition of --input_partition. The partitions that are there: 2020/08/07.',
    ],
    [
      'the images of the partition failed',
      { skipped: 20 },
      { corrupt_image: 2, empty_file: 1 },
      'Nothing was read: 20 of 23 images were skipped, because none is in the partition of --input_partition. The others, 3, failed (corrupt_image 2, empty_file 1). The partitions that are there: 2020/08/07.',
    ],
    [
      'all images omitted',
      {},
      { not_found: 4 },
      'Nothing was read: each of the 4 images failed (not_found 4).',
    ],
    ['all rows failed', { failed: 3 }, {}, 'Nothing was read: each of the 3 images failed (failed rows 3).'],
  ])('is one with %s', (_, byStatus, failedItems, text) => {
    expect(why(byStatus, failedItems)).toBe(text);
  });

  it.each([
    ['one image read', { skipped: 22, succeeded: 1 }, {}],
    ['one image without text', { skipped: 22, no_text: 1 }, {}],
    ['nothing to do', {}, {}],
  ])('is not one with %s', (_, byStatus, failedItems) => {
    expect(why(byStatus, failedItems)).toBeNull();
  });

  it('is not one whose rows do not say: those of another entry script', () => {
    expect(why({}, {}, { rows: 5 })).toBeNull();
    expect(why({ skipped: 1 }, {}, { rows: 5 })).toBeNull();
  });
});

it('names ten partitions, a folder where there is no date, and counts the others', () => {
  const days = Array.from(
    { length: 12 },
    (_, index) => `/d/2020/08/${String(index + 1).padStart(2, '0')}/a.jpg`,
  );
  const text = why({ skipped: 13 }, {}, { paths: [...days, ...days, '/d/0-north/b.jpg'] });
  expect(text).toMatch(/there: \/d\/0-north, 2020\/08\/01, .*, 2020\/08\/09 and 3 more\.$/);
});
