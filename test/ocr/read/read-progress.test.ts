import { describe, expect, it } from 'vitest';
import { readProgress } from '../../../src/ocr/read/read-progress.ts';

const progressOf = (response: unknown) => readProgress(response, 'The Read API', { method: 'GET' });
const page = { page: 1, width: 1, height: 1, unit: 'pixel', lines: [] };

describe('readProgress', () => {
  it.each(['notStarted', 'running', 'NotStarted', 'RUNNING'])(
    'goes on while the operation is %s',
    (status) => {
      expect(progressOf({ status })).toEqual({ state: 'running', retryAfterMs: null });
    },
  );

  it.each(['succeeded', 'Succeeded'])('gives the reading when it has %s', (status) => {
    const progress = progressOf({ status, analyzeResult: { modelVersion: 'm', readResults: [page] } });
    expect(progress).toMatchObject({ state: 'succeeded', value: { model: 'm', pages: [{ lines: [] }] } });
  });

  it('gives the reason of a failure, where there is one', () => {
    const errors = [{ code: 'InvalidImage', message: 'The image is damaged.' }];
    expect(progressOf({ status: 'Failed', analyzeResult: { errors } })).toMatchObject({
      state: 'failed',
      resubmit: false,
      error: {
        fault: 'item',
        code: 'InvalidImage',
        message: expect.stringContaining('The image is damaged.'),
      },
    });
  });

  it.each([
    [{ analyzeResult: { errors: [{ message: 'Odd.' }] } }, 'The Read API failed to read the image: Odd..'],
    [{ error: { code: 'InvalidImage', message: 'Bad.' } }, 'The Read API failed to read the image: Bad..'],
    [{ analyzeResult: null, error: null }, 'The Read API failed to read the image and gives no reason.'],
    [{}, 'The Read API failed to read the image and gives no reason.'],
  ])('of %j says %j', (response, message) => {
    expect(progressOf({ status: 'failed', ...response })).toMatchObject({ error: { message } });
  });

  it('takes a failure without a reason, or of the service, for worth another try', () => {
    expect(progressOf({ status: 'failed' })).toMatchObject({
      resubmit: true,
      error: { code: 'operation_failed' },
    });
    const analyzeResult = { errors: [{ code: 'InternalServerError', message: 'm' }] };
    expect(progressOf({ status: 'failed', analyzeResult })).toMatchObject({ resubmit: true });
  });

  it.each([undefined, null, {}, { readResults: null }, { readResults: 'x' }, { readResults: [null] }])(
    'ends with the image’s failure at once when it succeeded with %j as result',
    (analyzeResult) => {
      expect(progressOf({ status: 'succeeded', analyzeResult })).toMatchObject({
        state: 'failed',
        resubmit: false,
        error: { fault: 'item', code: 'no_result' },
      });
    },
  );

  it('is a reading without text when it succeeded with an empty list of pages', () => {
    expect(progressOf({ status: 'succeeded', analyzeResult: { readResults: [] } })).toEqual({
      state: 'succeeded',
      value: { model: 'unknown', pages: [] },
    });
  });

  it.each([{}, { status: 'sleeping' }, null, 'text'])('takes %j for no response at all', (response) => {
    expect(() => progressOf(response)).toThrow(expect.objectContaining({ code: 'invalid_response' }));
  });
});
