import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { Attempts } from '../../src/batch/attempts.ts';
import { systemClock } from '../../src/flow/clock.ts';
import { logStore } from '../../src/store/log-store.ts';
import { noStore, type ReadingStore } from '../../src/store/reading-store.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const IMAGES = ['/in/a.png', '/in/b.png'];

describe('attempts that ended with their process', () => {
  let store: ReadingStore;
  let attempts: Attempts;
  beforeEach(async () => {
    store = logStore({ folder: await temporaryFolder(), owner: 'a', now: () => 0, onFailure: () => {} });
    onTestFinished(() => store.close());
    attempts = new Attempts({ folder: null, runId: 'run', maxAttempts: 3, clock: systemClock, store });
  });

  it('count for their mini-batch, and for no other', async () => {
    attempts.begin(IMAGES);
    attempts.begin(IMAGES);
    expect(await attempts.begin(IMAGES).number()).toBe(3);
    expect(await attempts.begin(['/in/a.png']).number()).toBe(1);
  });

  it('do not count where a process takes over one of them, which is the one it was', async () => {
    expect(await attempts.goOn(IMAGES).number()).toBe(1);
    attempts.begin(IMAGES);
    expect(await attempts.goOn(IMAGES).number()).toBe(1);
    attempts.begin(IMAGES);
    expect(await attempts.goOn(IMAGES).number()).toBe(2);
  });

  it('are forgotten once the mini-batch was read', async () => {
    attempts.begin(IMAGES);
    attempts.begin(IMAGES);
    await attempts.begin(IMAGES).succeeded();
    expect(await attempts.begin(IMAGES).number()).toBe(1);
  });

  it('count beside those that raised', async () => {
    attempts.begin(IMAGES);
    await attempts.begin(IMAGES).failed();
    expect(await attempts.begin(IMAGES).number()).toBe(3);
  });
});

it('an attempt that was read removes the mark of one that raised in another process', async () => {
  const folder = join(await temporaryFolder(), 'attempts');
  const attempts = () =>
    new Attempts({ folder, runId: 'run', maxAttempts: 3, clock: systemClock, store: noStore });
  await attempts().begin(IMAGES).failed();
  const attempt = attempts().begin(IMAGES);
  expect(await attempt.number()).toBe(2);
  await attempt.succeeded();
  expect(await readdir(folder)).toEqual([]);
});

it('an attempt that was read the first time leaves the folder alone', async () => {
  const folder = join(await temporaryFolder(), 'attempts');
  const options = { folder, runId: 'run', maxAttempts: 3, clock: systemClock, store: noStore };
  const attempt = new Attempts(options).begin(IMAGES);
  expect(await attempt.number()).toBe(1);
  await new Attempts(options).begin(IMAGES).failed();
  await attempt.succeeded();
  expect(await readdir(folder)).toHaveLength(1);
});
