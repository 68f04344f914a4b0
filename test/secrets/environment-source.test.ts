import { expect, it } from 'vitest';
import { environmentSource, secretVariable } from '../../src/secrets/environment-source.ts';

const signal = new AbortController().signal;

it('a dash becomes an underscore and letters upper-case', () => {
  expect(secretVariable('ocr-Read2')).toBe('PARALLEL_RUN_OCR_SECRET_OCR_READ2');
});

it('reads the variable of the name', async () => {
  const source = environmentSource({ PARALLEL_RUN_OCR_SECRET_OCR_READ: 'k3y' });
  expect((await source.get('ocr-read', signal)).reveal()).toBe('k3y');
});

it.each([{}, { PARALLEL_RUN_OCR_SECRET_OCR_READ: '' }])('says which variable to set', async (env) => {
  await expect(environmentSource(env).get('ocr-read', signal)).rejects.toMatchObject({
    code: 'secret_missing',
    fault: 'configuration',
    message: expect.stringContaining('set PARALLEL_RUN_OCR_SECRET_OCR_READ') as unknown,
  });
});

it.each(['', 'a b', 'a_b', '../x', 'ä', 'a'.repeat(128)])('rejects the name %j', async (name) => {
  await expect(environmentSource({}).get(name, signal)).rejects.toMatchObject({ code: 'secret_name' });
});

it('an aborted signal wins', async () => {
  const reason = new Error('stop');
  await expect(environmentSource({}).get('ocr-read', AbortSignal.abort(reason))).rejects.toBe(reason);
});
