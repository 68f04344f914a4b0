import { describe, expect, it } from 'vitest';
import { renderProgress } from '../../src/replay/progress-line.ts';
import { countFailed, countProcessed, emptyTally } from '../../src/replay/schedule/tally.ts';

const half = countFailed(countProcessed(emptyTally(4, 40), 10, 10), 10);
const after = (elapsedSeconds: number, tally = half, doneBefore = 0) => ({
  tally,
  doneBefore,
  elapsedSeconds,
});

describe('renderProgress', () => {
  it.each([
    [null, '50 %  20/40 items  10 failed  2.0/s  10.0 s left'],
    [120, '[############------------]  50 %  20/40 items  10 failed  2.0/s  10.0 s left'],
    [76, '[############------------]  50 %  20/40 items  10 failed  2.0/s  10.0 s left'],
    [75, '50 %  20/40 items  10 failed  2.0/s  10.0 s left'],
    [41, '50 %  20/40 items  10 failed  10.0 s left'],
    [39, '50 %  20/40 items  10.0 s left'],
    [20, '50 %  20/40 items'],
    [5, '50 %'],
    [0, ''],
  ])('leaves out parts until the others fit %s columns', (columns, line) => {
    expect(renderProgress(after(10), columns)).toBe(line);
  });

  it('knows no time left before anything is done, and nothing is left at the end', () => {
    expect(renderProgress(after(10, emptyTally(4, 40)), null)).toBe('0 %  0/40 items  … left');
    expect(renderProgress(after(2, countProcessed(emptyTally(1, 5), 5, 5)), null)).toBe(
      '100 %  5/5 items  2.5/s',
    );
  });

  it('takes the rate of this run only when a replay is continued', () => {
    expect(renderProgress(after(10, half, 20), null)).toBe('50 %  20/40 items  10 failed  … left');
    expect(renderProgress(after(10, half, 10), null)).toContain('1.0/s  20.0 s left');
  });
});
