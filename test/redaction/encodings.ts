import fc from 'fast-check';

type Encode = (text: string) => string;

const each =
  (encodeOne: (code: number, letter: string) => string): Encode =>
  (text) =>
    Array.from(text, (letter) => encodeOne(letter.charCodeAt(0), letter)).join('');
const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');
/** Every second letter, and the one that begins an escape. */
const alternate =
  (lead: string, encodeOne: (code: number) => string): Encode =>
  (text) =>
    Array.from(text, (letter, index) =>
      index % 2 === 0 && letter !== lead ? letter : encodeOne(letter.charCodeAt(0)),
    ).join('');

/** What a service, a proxy or a logger may do to a text before it sends it back; each can be undone. */
export const ENCODINGS: Readonly<Record<string, Encode>> = {
  plain: (text) => text,
  'JSON escapes': each((code) => `\\u${hex(code, 4)}`),
  'JSON escapes, upper case': each((code) => `\\u${hex(code, 4).toUpperCase()}`),
  'some JSON escapes': alternate('\\', (code) => `\\u${hex(code, 4)}`),
  'JSON in a string': (text) => JSON.stringify({ said: text }),
  'escaped slashes': (text) => JSON.stringify(text).replaceAll('/', String.raw`\/`),
  'JavaScript escapes': each((code) => `\\x${hex(code, 2)}`),
  'code points': each((code) => `\\u{${hex(code, 1)}}`),
  'long escapes': each((code) => `\\U${hex(code, 8)}`),
  'octal escapes': each((code) => `\\${code.toString(8).padStart(3, '0')}`),
  'a URL component': encodeURIComponent,
  'percent, every letter': each((code) => `%${hex(code, 2)}`),
  'some percent': alternate('%', (code) => `%${hex(code, 2).toUpperCase()}`),
  'percent-u': each((code) => `%u${hex(code, 4)}`),
  'decimal entities': each((code) => `&#${code};`),
  'hexadecimal entities': each((code) => `&#x${hex(code, 2)};`),
  'named entities': (text) =>
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('"', '&quot;')
      .replaceAll('/', '&sol;')
      .replaceAll('+', '&plus;')
      .replaceAll('=', '&equals;'),
  base64: (text) => Buffer.from(text).toString('base64'),
  base64url: (text) => Buffer.from(text).toString('base64url'),
  'base64 in lines': (text) => Buffer.from(text).toString('base64').replaceAll(/.{9}/g, '$&\r\n'),
  'Basic credentials': (text) => `Basic ${Buffer.from(`user:${text}`).toString('base64')}`,
  'base64 of UTF-16': (text) => Buffer.from(text, 'utf16le').toString('base64'),
  hex: (text) => Buffer.from(text).toString('hex'),
  'HEX with spaces': (text) => Buffer.from(text).toString('hex').toUpperCase().replaceAll(/../g, '$& '),
};

/** What cannot be undone by a decoder, so nothing is encoded after it. */
export const CHANGES: Readonly<Record<string, Encode>> = {
  'upper case': (text) => text.toUpperCase(),
  'lower case': (text) => text.toLowerCase(),
  spaces: (text) => Array.from(text).join(' '),
  'line breaks': (text) => text.replaceAll(/.{5}/g, '$&\n'),
  'zero-width spaces': (text) => text.replaceAll(/.{3}/g, '$&\u200B'),
  backwards: (text) => Array.from(text).toReversed().join(''),
  'lower-case base64': (text) => Buffer.from(text).toString('base64').toLowerCase(),
  'lower-case base64 after a user': (text) => Buffer.from(`me:${text}`).toString('base64').toLowerCase(),
  'a list of bytes': (text) => JSON.stringify(Buffer.from(text)),
  'bytes with colons': (text) =>
    Buffer.from(text)
      .toString('hex')
      .replaceAll(/..(?!$)/g, '$&:'),
  'cut off': (text) => text.slice(0, Math.ceil(text.length * 0.8)),
};

const lettersOf = (text: string): readonly string[] => text.split('');
const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A key as Azure's services have them: 32 hexadecimal digits, 84 letters and digits, or base64. */
export const anyKey = fc.oneof(
  fc.string({ unit: fc.constantFrom(...lettersOf('0123456789abcdef')), minLength: 32, maxLength: 32 }),
  fc.string({ unit: fc.constantFrom(...lettersOf(LETTERS_AND_DIGITS)), minLength: 84, maxLength: 84 }),
  fc.base64String({ minLength: 44, maxLength: 88 }),
);

/** A secret of whatever a header can hold. */
export const anySecret = fc.oneof(
  anyKey,
  fc
    .array(fc.integer({ min: 0x21, max: 0x7e }), { minLength: 16, maxLength: 60 })
    .map((codes) => String.fromCharCode(...codes)),
);

/** Up to three encodings, the first one innermost. */
export const anyEncodings = fc.array(fc.constantFrom(...Object.keys(ENCODINGS)), {
  minLength: 1,
  maxLength: 3,
});

export function encode(text: string, names: readonly string[]): string {
  return names.reduce((encoded, name) => (ENCODINGS[name] ?? String)(encoded), text);
}
