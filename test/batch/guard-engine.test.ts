import { expect, it } from 'vitest';
import { guardEngine } from '../../src/batch/guard-engine.ts';
import { TransientError } from '../../src/contract/errors.ts';
import { neverEnding } from '../../src/flow/time-scope.ts';
import { inMemory } from '../../src/images/image-content.ts';
import { silentLogger } from '../../src/logging/logger.ts';
import type { OcrEngine } from '../../src/ocr/engine.ts';
import { contentOf, itemsOf } from '../support/items.ts';

const [item] = itemsOf(['/a.png']);
if (item === undefined) throw new Error('no item');
const image = inMemory(contentOf(item));

function engineFailingWith(error: Error, logger = silentLogger): OcrEngine {
  const limits = { formats: [], maxBytes: 1, minSide: 1, maxSide: 1, maxPixels: 1 };
  const close = () => Promise.resolve();
  return guardEngine(
    { name: 'test', limits, defaultConcurrency: 1, read: () => Promise.reject(error), close },
    logger,
  );
}

it('turns an unforeseen error of the engine into one failed image', async () => {
  const logged: unknown[] = [];
  const logger = { ...silentLogger, error: (...line: unknown[]) => void logged.push(line) };
  const cause = new TypeError('x is undefined');
  await expect(engineFailingWith(cause, logger).read(image, neverEnding())).rejects.toMatchObject({
    fault: 'item',
    code: 'engine_error',
    message: 'The test engine failed: x is undefined',
    cause,
  });
  expect(logged).toEqual([
    ['The engine failed in a way it should not', { file: '/a.png', error: 'x is undefined' }],
  ]);
});

it('lets our own errors and aborts through', async () => {
  const transient = new TransientError('busy', 'later');
  await expect(engineFailingWith(transient).read(image, neverEnding())).rejects.toBe(transient);
  const reason = new Error('stop');
  await expect(engineFailingWith(reason).read(image, neverEnding(AbortSignal.abort(reason)))).rejects.toBe(
    reason,
  );
});
