import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigurationError, TransientError } from '../../src/contract/errors.ts';
import { fromError, fromReply, fromResult } from '../../src/contract/from-reply.ts';
import { toRequest } from '../../src/contract/to-request.ts';
import { WireError } from '../../src/contract/wire-error.ts';

const line = (message: unknown): Uint8Array => Buffer.from(JSON.stringify(message));
const request = (rest: object): Uint8Array => line({ jsonrpc: '2.0', id: 7, ...rest });

describe('toRequest', () => {
  it('takes the three methods', () => {
    expect(toRequest(request({ method: 'init', params: { argv: ['--engine', 'offline'] } }))).toEqual({
      jsonrpc: '2.0',
      id: 7,
      method: 'init',
      params: { argv: ['--engine', 'offline'] },
    });
    expect(toRequest(request({ method: 'run', params: { mini_batch: ['/a.png'] } }))).toMatchObject({
      params: { mini_batch: ['/a.png'], context: null },
    });
    expect(toRequest(request({ method: 'shutdown' }))).toEqual({ jsonrpc: '2.0', id: 7, method: 'shutdown' });
  });

  it('keeps any path, as Python escapes it, code unit for code unit', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), fc.nat(), (paths, lone) => {
        const miniBatch = [...paths, `/data/${String.fromCharCode(0xdc80 + (lone % 128))}.png`];
        const read = toRequest(request({ method: 'run', params: { mini_batch: miniBatch } }));
        expect(read).toMatchObject({ params: { mini_batch: miniBatch } });
      }),
    );
  });

  it('keeps what it knows of a context and leaves the rest out', () => {
    const context = { minibatch_index: '000', partition_key_value: { day: 7 }, dataset: { big: [] } };
    expect(toRequest(request({ method: 'run', params: { mini_batch: [], context } }))).toMatchObject({
      params: { context: { minibatch_index: '000', partition_key_value: { day: 7 } } },
    });
  });

  it.each([
    ['no JSON', Buffer.from('{"jsonrpc":'), -32_700, null, /one line of JSON/],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22]), -32_700, null, /UTF-8/],
    ['an empty line', Buffer.from(''), -32_700, null, /one line of JSON/],
    ['no object', line([1]), -32_600, null, /JSON object, not \[1\]/],
    ['no id', line({ jsonrpc: '2.0', method: 'shutdown' }), -32_600, null, /received nothing/],
    ['a text id', line({ jsonrpc: '2.0', id: 'a', method: 'shutdown' }), -32_600, null, /received "a"/],
    ['another version', line({ jsonrpc: '1.0', id: 7, method: 'shutdown' }), -32_600, 7, /"2\.0"/],
    ['an unknown method', request({ method: 'toString' }), -32_601, 7, /there are init, run, shutdown/],
    ['no method', request({}), -32_601, 7, /no method nothing/],
    [
      'no argv',
      request({ method: 'init' }),
      -32_602,
      7,
      /"argv" must be a list of strings, received nothing/,
    ],
    ['positional params', request({ method: 'init', params: [] }), -32_602, 7, /"params" must be an object/],
    ['a path', request({ method: 'run', params: { mini_batch: '/a.png' } }), -32_602, 7, /not "\/a\.png"/],
    [
      'a mixture',
      request({ method: 'run', params: { mini_batch: ['/a', 5] } }),
      -32_602,
      7,
      /item 1 .* is 5;/,
    ],
    [
      'a list in a mini-batch',
      request({ method: 'run', params: { mini_batch: [['/a']] } }),
      -32_602,
      7,
      /item 0/,
    ],
    [
      'a context that is none',
      request({ method: 'run', params: { mini_batch: [], context: 5 } }),
      -32_602,
      7,
      /not 5/,
    ],
  ])('rejects %s with the code and the id', (_what, bytes, rpcCode, id, message) => {
    const rejection = (): unknown => toRequest(bytes);
    expect(rejection).toThrow(WireError);
    expect(rejection).toThrow(
      expect.objectContaining({ rpcCode, id, message: expect.stringMatching(message) }),
    );
  });

  it('takes a record whatever is in its cells', () => {
    const miniBatch = [{ path: '/a', other: { deep: [1, null, { er: true }] } }, { path: ['/b'] }];
    expect(toRequest(request({ method: 'run', params: { mini_batch: miniBatch } }))).toMatchObject({
      params: { mini_batch: miniBatch },
    });
  });

  it('shows no more than the start of a long value', () => {
    const longParams = request({ method: 'run', params: { mini_batch: 'x'.repeat(10_000) } });
    expect(() => toRequest(longParams)).toThrow(/^.{0,200}…$/);
  });
});

describe('fromReply', () => {
  it('writes one line of valid UTF-8, whatever the rows hold', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (rows) => {
        const written = fromReply(fromResult(1, { rows }));
        expect(written.indexOf('\n')).toBe(written.length - 1);
        expect(Buffer.from(written).toString()).toBe(written);
        expect(JSON.parse(written)).toEqual({ jsonrpc: '2.0', id: 1, result: { rows } });
      }),
    );
  });

  it('names our own errors and their code', () => {
    expect(fromError(3, new TransientError('too_busy', 'the service is busy'))).toEqual({
      jsonrpc: '2.0',
      id: 3,
      error: {
        code: -32_000,
        message: 'the service is busy',
        data: { name: 'TransientError', code: 'too_busy' },
      },
    });
    expect(fromError(3, new ConfigurationError(['a is bad', 'b is bad'])).error.message).toMatch(
      /a is bad\n.*b is bad/,
    );
  });

  it('says something about whatever is thrown', () => {
    expect(fromError(3, new TypeError('no function')).error.data).toEqual({ name: 'TypeError' });
    expect(fromError(3, new RangeError()).error.message).toBe('RangeError');
    expect(fromError(3, null).error.message).toMatch(/not an error was thrown: null/);
  });
});
