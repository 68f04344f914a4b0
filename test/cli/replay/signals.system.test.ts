import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { ReplaySummary } from '../../../src/report/summary/summary.ts';
import { startSlowReplay } from './support/slow-replay.ts';

const summaryOf = async (folder: string) =>
  JSON.parse(await readFile(join(folder, 'output', 'summary.json'), 'utf8')) as ReplaySummary;

describe.each(['python', 'node'] as const)('a replay with --host %s', (host) => {
  it.each(['SIGINT', 'SIGTERM'] as const)('drains on %s, sums up and exits with 130', async (signal) => {
    const replay = await startSlowReplay(host);
    replay.process.kill(signal);
    await vi.waitFor(() => expect(replay.errorsSoFar()).toContain('press Ctrl-C again'), { timeout: 10_000 });
    await replay.release();
    const { code, out, err } = await replay.done;
    expect(code).toBe(130);
    expect(err).toContain('waiting for the running mini-batches; press Ctrl-C again to stop at once');
    expect(out).toContain('mini-batches    6: 2 processed, 0 failed, 4 not done');
    expect(await summaryOf(replay.folder)).toMatchObject({ verdict: 'interrupted', rows: 2 });
    expect(replay.processes()).toEqual([]);
  });

  it('stops at once on the second signal', async () => {
    const replay = await startSlowReplay(host);
    replay.process.kill('SIGINT');
    await vi.waitFor(() => expect(replay.errorsSoFar()).toContain('press Ctrl-C again'), { timeout: 10_000 });
    replay.process.kill('SIGINT');
    const { code } = await replay.done;
    expect(code).toBe(130);
    expect(await summaryOf(replay.folder)).toMatchObject({ verdict: 'interrupted', rows: 0 });
    expect(replay.processes()).toEqual([]);
    expect(await readdir(replay.temporary)).toEqual([]);
  });

  it('leaves no process and no working folder behind when it is killed, and is resumed', async () => {
    const replay = await startSlowReplay(host);
    expect(replay.processes().length).toBeGreaterThanOrEqual(3);
    replay.process.kill('SIGKILL');
    await replay.done;
    await vi.waitFor(() => expect(replay.processes()).toEqual([]), { timeout: 10_000, interval: 50 });
    expect(await readdir(replay.temporary)).toEqual([]);
    await replay.release();
    const { code, out } = await replay.resume();
    expect(out).toContain('mini-batches    6: 6 processed, 0 failed');
    expect(code).toBe(0);
  });
});
