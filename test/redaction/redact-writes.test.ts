import { expect, it } from 'vitest';
import { redactWrites } from '../../src/redaction/redact-writes.ts';
import { Secret } from '../../src/secrets/secret.ts';

it('removes secrets from what others write to a stream, text or bytes', () => {
  const written: unknown[] = [];
  const stream = { write: (...all: unknown[]) => written.push(all) > 0 } as unknown as NodeJS.WriteStream;
  const { length } = new Secret('written/by+a=library-1').reveal();
  redactWrites(stream);
  const done = (): void => {};
  expect(stream.write('http: written/by+a=library-1\n', done)).toBe(true);
  stream.write(Buffer.from('é written/by+a=library-1'));
  stream.write(Buffer.from('é').subarray(0, 1));
  stream.write(Buffer.from('é').subarray(1));
  expect(length).toBeGreaterThan(8);
  expect(written).toEqual([['http: [secret]\n', done], ['é [secret]'], [''], ['é']]);
});
