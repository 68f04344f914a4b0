import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { AppendError } from '../../../src/replay/results/append-error.ts';
import { AppendFile } from '../../../src/replay/results/append-file.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const APPENDER = join(import.meta.dirname, '../../fixtures/append-forever.mjs');
const LINES_PER_BATCH = 3;

/** The number of batches, which must all be whole and in order. */
function countWholeBatches(text: string, payload: string): number {
  const lines = text.split('\n');
  expect(lines.pop()).toBe('');
  expect(lines.length % LINES_PER_BATCH).toBe(0);
  const expected = lines.map((_, index) => `${Math.floor(index / 3)} ${index % 3} ${payload}`);
  expect(lines).toEqual(expected);
  return lines.length / LINES_PER_BATCH;
}

describe('killed with SIGKILL at a random instant', () => {
  it('leaves whole mini-batches, with short rows and with long ones', { timeout: 60_000 }, async () => {
    const folder = await temporaryFolder();
    const lengths = [10, 200_000];
    const seen = lengths.map(() => 0);
    for (let round = 0; round < 20; round += 1) {
      const files = lengths.map((length) => ({ length, file: join(folder, `${round}-${length}.txt`) }));
      const appender = spawn(process.execPath, [APPENDER, JSON.stringify(files)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const exited = once(appender, 'exit');
      await once(appender.stdout, 'data');
      await sleep(Math.random() * 60);
      appender.kill('SIGKILL');
      await exited;
      for (const [index, { file, length }] of files.entries()) {
        seen[index]! += countWholeBatches(await readFile(file, 'utf8'), 'p'.repeat(length));
      }
    }
    for (const batches of seen) expect(batches).toBeGreaterThan(20);
  });
});

describe('a full disk', () => {
  it('leaves whole mini-batches and says so', async ({ skip }) => {
    const folder = await temporaryFolder();
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk], { stdio: 'pipe' });
    } catch {
      skip('a small tmpfs cannot be mounted here (needs root)');
    }
    onTestFinished(() => void execFileSync('umount', ['-l', disk]));
    const file = new AppendFile(join(disk, 'rows.txt'));
    const payload = 'p'.repeat(1000);
    let accepted = 0;
    const fill = async (): Promise<void> => {
      for (; accepted < 1000; accepted += 1) {
        await file.append([0, 1, 2].map((line) => `${accepted} ${line} ${payload}\n`).join(''));
      }
    };
    await expect(fill()).rejects.toThrow(AppendError);
    expect(countWholeBatches(await readFile(join(disk, 'rows.txt'), 'utf8'), payload)).toBe(accepted);
    expect(accepted).toBeGreaterThan(10);
    await file.close();
  });
});
