import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KnownSecrets } from '../../src/redaction/known-secrets.ts';
import { anyEncodings, anyKey, anySecret, CHANGES, encode, ENCODINGS } from './encodings.ts';

const KEY = 'C4n4ry/K3y+1s=~<"&>-1';

function knowing(...values: readonly string[]): KnownSecrets {
  const secrets = new KnownSecrets();
  for (const value of values) secrets.add(value);
  return secrets;
}

/** What is left of an encoded secret: no more than what a decoder needs around it, such as quotes or a user name. */
function leftOf(encoded: string, redacted: string): number {
  let longest = 0;
  for (let start = 0; start < encoded.length; start += 1) {
    while (redacted.includes(encoded.slice(start, start + longest + 1)) && start + longest < encoded.length)
      longest += 1;
  }
  return longest;
}

describe('a known secret', () => {
  it.each(Object.entries({ ...ENCODINGS, ...CHANGES }))('is removed: %s', (_, change) => {
    const redacted = knowing(KEY).redact(`before ${change(KEY)} after`);
    expect(redacted).toMatch(/^before .*\[secret\].* after$/s);
    expect(redacted.length).toBeLessThan('before [secret] after'.length + 40);
  });

  it('is removed in any composition of encodings', () => {
    fc.assert(
      fc.property(anySecret, anyEncodings, fc.string(), fc.string(), (secret, names, before, after) => {
        const encoded = encode(secret, names);
        const redacted = knowing(secret).redact(`${before} ${encoded} ${after}`);
        expect(redacted).toContain('[secret]');
        expect(redacted).not.toContain(encoded);
        // What encodings put around any text may be longer than a short secret.
        const around = encode('', names).length;
        expect(leftOf(encoded, redacted)).toBeLessThanOrEqual(Math.max(around, encoded.length / 2));
      }),
      { numRuns: 1000 },
    );
  });

  it('is removed when JSON that holds it is parsed only afterwards', () => {
    fc.assert(
      fc.property(anyKey, anyEncodings, (secret, names) => {
        const json = JSON.stringify({ error: { code: 'Echo', message: encode(secret, names) } });
        const { error } = JSON.parse(knowing(secret).redact(json)) as { error: { message: string } };
        expect(error.message).toContain('[secret]');
      }),
    );
  });

  it('is removed each time, and next to other secrets', () => {
    const secrets = knowing(KEY, 'another-secret');
    expect(secrets.redact(`${KEY} another-secret ${KEY},${KEY}`)).toBe('[secret] [secret] [secret],[secret]');
  });

  it('is not looked for when it has less than eight characters', () => {
    const secrets = knowing('hello12', '', 'a');
    expect(secrets.redact('hello12 a')).toBe('hello12 a');
  });
});

describe('everything else', () => {
  it('stays as it is, whatever looks like an encoding in it', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.lorem({ maxCount: 200 }),
      fc.base64String(),
      fc
        .array(fc.constantFrom('\\u0041', '%41', '&amp;', '=', 'deadbeef', ' ', '\\', 'QUJD', '\n'))
        .map((all) => all.join('')),
    );
    fc.assert(
      fc.property(anySecret, text, (secret, given) => {
        expect(knowing(secret).redact(given)).toBe(given);
      }),
    );
  });

  it('stays when it is only a part of a secret', () => {
    fc.assert(
      fc.property(anySecret, fc.nat(), (secret, from) => {
        const start = from % (secret.length - 8);
        const part = secret.slice(start, start + 8);
        expect(knowing(secret).redact(`Total: ${part} EUR`)).toBe(`Total: ${part} EUR`);
      }),
    );
  });
});

describe('a text in pieces', () => {
  it('loses a secret that is spread over them', () => {
    const pieces = ['Total', KEY.slice(0, 5), KEY.slice(5, 11), `${KEY.slice(11)} EUR`, '12.50'];
    expect(knowing(KEY).redactPieces(pieces)).toEqual([
      'Total',
      '[secret]',
      '[secret]',
      '[secret] EUR',
      '12.50',
    ]);
  });

  it('is the same list when it holds none', () => {
    const pieces = ['one', 'two'];
    expect(knowing(KEY).redactPieces(pieces)).toBe(pieces);
  });
});
