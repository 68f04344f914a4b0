import { setMaxListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/flow/clock.ts';
import { neverEnding } from '../../../src/flow/time-scope.ts';
import { silentLogger } from '../../../src/logging/logger.ts';
import type { OcrEngine } from '../../../src/ocr/engine.ts';
import { engineOver } from '../../../src/ocr/offline/engine.ts';
import { startThreads, type ThreadPool } from '../../../src/ocr/offline/thread-pool.ts';
import type { Task } from '../../../src/ocr/offline/task.ts';
import { content, readWith } from './read-bytes.ts';

const SETTINGS = { threads: 2, imageMs: 60_000, logger: silentLogger, clock: systemClock };
const SCRIPT = new URL('./crashing-thread.mjs', import.meta.url);

describe('when a thread dies', () => {
  let pool: ThreadPool;
  let engine: OcrEngine;
  beforeEach(() => {
    pool = startThreads(2, SCRIPT, null);
    engine = engineOver(pool, SETTINGS);
  });
  afterEach(() => engine.close());

  it('an image that kills every thread fails, its neighbours are read', async () => {
    const outcomes = await Promise.allSettled(
      ['a', 'always', 'b', 'c', 'always', 'd'].map((text) => readWith(engine, Buffer.from(text))),
    );
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    await expect(readWith(engine, Buffer.from('always'))).rejects.toMatchObject({
      code: 'engine_failed',
      fault: 'item',
      message: expect.stringContaining('exited with code: 7'),
    });
  });

  it('an image that was only unlucky is read on a new thread', async () => {
    const attempts: Task[] = [];
    const flaky: ThreadPool = {
      async take(signal) {
        const thread = await pool.take(signal);
        return {
          run(task) {
            attempts.push(task);
            return thread.run(
              attempts.length === 1 ? ({ ...task, bytes: Buffer.from('always') } as Task) : task,
            );
          },
          giveBack: () => thread.giveBack(),
        };
      },
      close: () => pool.close(),
    };
    const reading = await readWith(engineOver(flaky, SETTINGS), Buffer.from('fine'));
    expect(reading.model).toMatch(/^thread /);
    expect(attempts).toHaveLength(2);
  });

  it('a defect in a thread fails its image', async () => {
    await expect(readWith(engine, Buffer.from('throws'))).rejects.toMatchObject({ code: 'engine_failed' });
  });

  it('an abort wins over images that wait for a thread', async () => {
    const controller = new AbortController();
    setMaxListeners(0, controller.signal);
    const readings = Array.from({ length: 20 }, () =>
      engine.read(content(Buffer.from('a')), neverEnding(controller.signal)),
    );
    controller.abort(new Error('stop'));
    const outcomes = await Promise.allSettled(readings);
    expect(
      outcomes.every((outcome) => outcome.status === 'rejected' && String(outcome.reason) === 'Error: stop'),
    ).toBe(true);
  });
});
