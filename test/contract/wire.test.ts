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
    const known = {
      minibatch_index: '000',
      partition_key_value: { day: 7 },
      global_row_index_lower_bound: 30,
    };
    const contextOf = (context: unknown): unknown => {
      const read = toRequest(request({ method: 'run', params: { mini_batch: [], context } }));
      return read.method === 'run' ? read.params.context : read;
    };
    expect(contextOf({ ...known, dataset: { big: [] } })).toEqual(known);
    expect(contextOf({ minibatch_index: 3 })).toEqual({ minibatch_index: 3 });
    const strange = { minibatch_index: true, partition_key_value: 'day', global_row_index_lower_bound: '30' };
    expect(contextOf(strange)).toEqual({});
    expect(contextOf(null)).toBeNull();
  });

  it('takes the times of a run, each from 0, or none', () => {
    const timesOf = (times: object): unknown =>
      toRequest(request({ method: 'run', params: { mini_batch: [], ...times } }));
    const params = (spent: number | null, heartbeat: number | null): unknown => ({
      jsonrpc: '2.0',
      id: 7,
      method: 'run',
      params: { mini_batch: [], context: null, spent_ms: spent, heartbeat_ms: heartbeat },
    });
    expect(timesOf({})).toEqual(params(null, null));
    expect(timesOf({ spent_ms: null, heartbeat_ms: null })).toEqual(params(null, null));
    expect(timesOf({ spent_ms: 0, heartbeat_ms: 0.5 })).toEqual(params(0, 0.5));
  });

  it.each([
    ['spent_ms', -1],
    ['spent_ms', '5'],
    ['heartbeat_ms', true],
    ['heartbeat_ms', -0.5],
  ])('refuses %s of %j', (name, value) => {
    const times = request({ method: 'run', params: { mini_batch: [], [name]: value } });
    expect(() => toRequest(times)).toThrow(
      `"${name}" must be a number that is not negative, received ${JSON.stringify(value)}`,
    );
  });

  it('keeps what was thrown below', () => {
    const cause = expect.any(TypeError) as unknown;
    expect(() => toRequest(request({ method: 'init' }))).toThrow(expect.objectContaining({ cause }));
    expect(() => toRequest(Buffer.from('{'))).toThrow(
      expect.objectContaining({ cause: expect.any(SyntaxError) }),
    );
  });

  it.each([
    ['no JSON', Buffer.from('{"jsonrpc":'), -32_700, null, /one line of JSON/],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22]), -32_700, null, /UTF-8/],
    ['an empty line', Buffer.from(''), -32_700, null, /one line of JSON/],
    ['no object', line([1]), -32_600, null, /JSON object, not \[1\]/],
    ['no id', line({ jsonrpc: '2.0', method: 'shutdown' }), -32_600, null, /received nothing/],
    [
      'a fraction as id',
      line({ jsonrpc: '2.0', id: 0.5, method: 'shutdown' }),
      -32_600,
      null,
      /received 0\.5/,
    ],
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
    ['a number in argv', request({ method: 'init', params: { argv: ['a', 5] } }), -32_602, 7, /"argv" .*5/],
    [
      'a mixture',
      request({ method: 'run', params: { mini_batch: ['/a', 5] } }),
      -32_602,
      7,
      /item 1 .* is 5; the first item is a path, so every item must be a path \(a string\)$/,
    ],
    [
      'records with a path',
      request({ method: 'run', params: { mini_batch: [{ a: 1 }, '/a'] } }),
      -32_602,
      7,
      /item 1 .* is "\/a"; every item must be a path \(a string\) or every item a record \(a row of a table\)$/,
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

  it('answers a line that is no request with the id and the code of the line', () => {
    expect(fromError(3, new WireError(-32_600, 7, 'no request'))).toEqual({
      jsonrpc: '2.0',
      id: 7,
      error: { code: -32_600, message: 'no request' },
    });
  });

  it('says something about whatever is thrown', () => {
    expect(fromError(3, new TypeError('no function')).error.data).toEqual({ name: 'TypeError' });
    expect(fromError(3, new RangeError()).error.message).toBe('RangeError');
    expect(fromError(3, null).error.message).toMatch(/not an error was thrown: null/);
  });
});
