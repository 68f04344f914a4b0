/** A shorter secret is not searched for: ordinary texts would contain it by chance. */
export const MIN_SECRET_LENGTH = 8;

/**
 * The spellings of a secret that are searched for as they are: the plain one, and those that cannot be decoded again
 * once their letter case has changed. In lower case, without spaces and control characters.
 */
export function spellingsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const plain = [secret, bytes.toString('latin1')];
  const spellings = [
    ...plain,
    ...plain.map((text) => Array.from(text).toReversed().join('')),
    [...bytes].join(','),
    [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(':'),
    bytes.toString('hex'),
    ...[0, 1, 2].flatMap((offset) => insideBase64(bytes, offset)),
  ];
  const folded = spellings.map((spelling) => spelling.toLowerCase().replaceAll(/[\p{C}\p{Z}]+/gu, ''));
  return [...new Set(folded)].filter((spelling) => spelling.length >= MIN_SECRET_LENGTH);
}

/**
 * The characters of a base64 text that depend on the secret alone, when `offset` bytes (mod 3) precede it, such as the
 * user name of an Authorization header.
 */
function insideBase64(bytes: Buffer, offset: number): readonly string[] {
  const shifted = Buffer.concat([Buffer.alloc(offset), bytes]);
  const first = offset === 0 ? 0 : offset + 1;
  const whole = Math.floor((shifted.length * 8) / 6);
  return (['base64', 'base64url'] as const).map((encoding) => shifted.toString(encoding).slice(first, whole));
}
