import assert from 'node:assert/strict';
import { Console } from 'node:console';
import { PassThrough } from 'node:stream';
import { format, inspect, isDeepStrictEqual } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Secret } from '../../src/secrets/secret.ts';

// Long enough that it cannot turn up by chance.
const values = fc
  .string({ minLength: 12, maxLength: 60, unit: 'grapheme-ascii' })
  .map((text) => `k3y.${text}`);

const PRINTERS: Readonly<Record<string, (secret: Secret) => string>> = {
  String,
  template: (secret) => `key ${asText(secret)}`,
  concatenation: (secret) => 'key ' + asText(secret),
  'JSON.stringify': (secret) => JSON.stringify({ deep: [{ secret }] }),
  'JSON.stringify of a key': (secret) => JSON.stringify({ [asText(secret)]: 1 }),
  inspect: (secret) => inspect(secret),
  'inspect, nested': (secret) => inspect({ a: [new Map([['b', { secret }]])] }, { depth: Infinity }),
  'inspect, everything shown': (secret) =>
    inspect({ secret }, { showHidden: true, showProxy: true, getters: true, depth: Infinity }),
  'inspect without custom inspectors': (secret) =>
    inspect({ secret }, { customInspect: false, showHidden: true }),
  'inspect of a proxy': (secret) => inspect(new Proxy(secret, {}), { showProxy: true, showHidden: true }),
  '%s': (secret) => format('%s', secret),
  '%o': (secret) => format('%o', secret),
  '%O': (secret) => format('%O', { secret }),
  '%j': (secret) => format('%j', { secret }),
  '%d': (secret) => format('%d', secret),
  'error message': (secret) => inspect(new Error(asText(secret))),
  'error cause': (secret) => inspect(new Error('rejected', { cause: secret })),
  'error property': (secret) => inspect(Object.assign(new Error('rejected'), { secret })),
  'assertion difference': (secret) => differenceOf(() => assert.deepEqual({ secret }, { secret: 'other' })),
  locale: (secret) => secret.toLocaleString(),
  join: (secret) => [secret, secret].join(),
  'Object.prototype.toString': (secret) => Object.prototype.toString.call(secret),
  keys: (secret) => JSON.stringify([Object.keys(secret), Object.entries(secret), Reflect.ownKeys(secret)]),
  'Object.assign': (secret) => JSON.stringify(Object.assign({}, secret)),
  URLSearchParams: (secret) => new URLSearchParams({ key: asText(secret) }).toString(),
  structuredClone: (secret) => inspect(structuredClone({ secret }), { showHidden: true, depth: Infinity }),
  'v8.serialize': (secret) =>
    serialize({ secret }).toString('latin1') + serialize({ secret }).toString('utf16le'),
  'v8.deserialize': (secret) => inspect(deserialize(serialize({ secret })), { showHidden: true }),
};

it.each(Object.entries(PRINTERS))('%s never shows the value', (_, print) => {
  fc.assert(
    fc.property(values, (value) => {
      const shown = print(new Secret(value));
      expect(shown).not.toContain(value);
      expect(shown).not.toContain(JSON.stringify(value).slice(1, -1));
    }),
  );
});

it.each([
  'String',
  'template',
  'inspect',
  '%s',
  '%o',
  '%O',
  '%j',
  'JSON.stringify',
  'error message',
  'error cause',
])('%s says [secret]', (name) => {
  expect(PRINTERS[name]?.(new Secret('k3y.value'))).toContain('[secret]');
});

it('console writes [secret] for every placeholder', () => {
  const stream = new PassThrough();
  const terminal = new Console({ stdout: stream, stderr: stream });
  const secret = new Secret('k3y.value');
  terminal.log('%s %o %j', secret, { secret }, secret, secret);
  terminal.dir({ secret }, { showHidden: true });
  terminal.table([{ secret }]);
  const written = String(stream.read());
  expect(written).not.toContain('k3y');
  expect(written.match(/\[secret]/g)?.length).toBeGreaterThanOrEqual(6);
});

it('a worker thread gets nothing', async () => {
  const worker = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads');
     const { inspect } = require('node:util');
     parentPort.once('message', (m) => parentPort.postMessage(inspect([m, workerData], { depth: 9 })));`,
    { eval: true, workerData: { secret: new Secret('k3y.value') } },
  );
  const reply = await new Promise<unknown>((resolve, reject) => {
    worker.once('message', resolve).once('error', reject);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- that is the browser's
    worker.postMessage({ secret: new Secret('k3y.value') });
  });
  await worker.terminate();
  expect(reply).toBe('[ { secret: {} }, { secret: {} } ]');
});

it('reveal gives the value, and equals compares it', () => {
  fc.assert(
    fc.property(values, values, (one, other) => {
      expect(new Secret(one).reveal()).toBe(one);
      expect(new Secret(one).equals(new Secret(one))).toBe(true);
      expect(new Secret(one).equals(new Secret(other))).toBe(one === other);
    }),
  );
});

it('deep comparison does not see the value, so use equals', () => {
  expect(isDeepStrictEqual(new Secret('k3y.one'), new Secret('k3y.other'))).toBe(true);
});

/** Careless callers exist; the type checker would reject the call. */
function asText(secret: Secret): string {
  return secret as unknown as string;
}

function differenceOf(check: () => void): string {
  try {
    check();
  } catch (error) {
    return inspect(error, { showHidden: true, depth: Infinity });
  }
  throw new Error('the check passed');
}
