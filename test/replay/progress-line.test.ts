import { describe, expect, it } from 'vitest';
import { renderProgress } from '../../src/replay/progress-line.ts';
import { countFailed, countProcessed, emptyTally } from '../../src/replay/schedule/tally.ts';

const half = countFailed(countProcessed(emptyTally(4, 40), 10, 10), 10);

describe('renderProgress', () => {
  it.each([
    [null, '50 %  20/40 items  10 failed  2.0/s  10.0 s left'],
    [120, '[############------------]  50 %  20/40 items  10 failed  2.0/s  10.0 s left'],
    [76, '[############------------]  50 %  20/40 items  10 failed  2.0/s  10.0 s left'],
    [74, '50 %  20/40 items  10 failed  2.0/s  10.0 s left'],
    [20, '50 %  20/40 items  1'],
    [0, ''],
  ])('fits %s columns', (columns, line) => {
    expect(renderProgress(half, 10, columns)).toBe(line);
  });

  it('knows no rate before anything is done, and nothing is left at the end', () => {
    expect(renderProgress(emptyTally(4, 40), 10, null)).toBe('0 %  0/40 items  0.0/s');
    expect(renderProgress(countProcessed(emptyTally(1, 5), 5, 5), 2, null)).toBe('100 %  5/5 items  2.5/s');
  });
});
