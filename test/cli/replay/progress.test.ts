import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ReplayProgress } from '../../../src/cli/replay/progress.ts';
import { cleanTerminal } from '../../../src/cli/clean-terminal.ts';
import type { Verbosity } from '../../../src/cli/printing/verbosity.ts';
import { EntryScriptError } from '../../../src/replay/host/host-errors.ts';
import { countProcessed, emptyTally } from '../../../src/replay/schedule/tally.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function start(errColumns: number | null, verbosity: Verbosity = 'usual') {
  let text = '';
  const err = (part: string): void => void (text += part);
  const clearErrLine = (): void => err('\r\u001B[K');
  const terminal = cleanTerminal({ out() {}, err, clearErrLine, errColumns, outColumns: null }, verbosity);
  const progress = new ReplayProgress(terminal, emptyTally(10, 100), Date.now);
  return { progress, printed: () => text };
}

const tally = countProcessed(emptyTally(10, 100), 10, 9);
const failure = {
  task: { index: 4, files: ['/in/a'] },
  attempt: 2,
  processNumber: 3,
  error: new EntryScriptError('EntryScriptRunException', 'ValueError: no\nsecond line'),
};

describe('progress', () => {
  it.each([80, null])('says nothing in a run under two seconds (columns: %s)', async (columns) => {
    const { progress, printed } = start(columns);
    progress.progressed(tally);
    await vi.advanceTimersByTimeAsync(1999);
    progress.end();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(printed()).toBe('');
  });

  it('prints a line every five seconds and at the end where there is no terminal', async () => {
    const { progress, printed } = start(null);
    progress.progressed(tally);
    await vi.advanceTimersByTimeAsync(12_000);
    expect(printed().trimEnd().split('\n')).toHaveLength(3);
    progress.end();
    expect(printed().trimEnd().split('\n')).toHaveLength(4);
    expect(printed()).not.toContain('\r');
  });

  it('shows that nothing is done yet before the first mini-batch ends', async () => {
    const { progress, printed } = start(40);
    await vi.advanceTimersByTimeAsync(2000);
    expect(printed()).toContain('0 %  0/100 items  … left');
    progress.end();
  });

  it('redraws one line at a terminal and clears it at the end', async () => {
    const { progress, printed } = start(80);
    progress.progressed(tally);
    await vi.advanceTimersByTimeAsync(5000);
    expect(printed()).toContain('[##------');
    expect(printed()).not.toContain('\n');
    progress.end();
    expect(printed().endsWith('\r\u001B[K')).toBe(true);
  });

  it('prints failures above the bar, the first line of each', async () => {
    const { progress, printed } = start(80);
    progress.progressed(tally);
    await vi.advanceTimersByTimeAsync(2000);
    progress.attemptFailed(failure);
    const line = 'mini-batch 4, attempt 2 in process 3: EntryScriptRunException: ValueError: no';
    expect(printed()).toContain(`\r\u001B[K${line}\n\r\u001B[K[##`);
  });

  it('stops listing failures after some, but not what matters', () => {
    const { progress, printed } = start(null);
    for (let count = 0; count < 50; count += 1) progress.attemptFailed(failure);
    progress.above((terminal) => terminal.note('Interrupted\n'));
    expect(printed().match(/mini-batch 4/g)).toHaveLength(20);
    expect(printed()).toContain('further failures are only in the logs');
    expect(printed().endsWith('Interrupted\n')).toBe(true);
    progress.end();
  });

  it('lists all failures with --verbose', () => {
    const { progress, printed } = start(null, 'verbose');
    for (let count = 0; count < 50; count += 1) progress.attemptFailed(failure);
    expect(printed().match(/mini-batch 4/g)).toHaveLength(50);
    expect(printed()).not.toContain('only in the logs');
    progress.end();
  });

  it.each([80, null])('prints failures only with --quiet (columns: %s)', async (columns) => {
    const { progress, printed } = start(columns, 'quiet');
    progress.progressed(tally);
    await vi.advanceTimersByTimeAsync(20_000);
    progress.attemptFailed(failure);
    await vi.advanceTimersByTimeAsync(20_000);
    progress.end();
    expect(printed()).toMatch(/^mini-batch 4, [^\n]*\n$/);
  });
});
