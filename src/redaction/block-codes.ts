import { MIN_SECRET_LENGTH } from './spellings.ts';
import type { DecodedView } from './view.ts';

/** An encoding of bytes as digits of 6 or 4 bits. */
interface BlockCode {
  readonly encoding: 'base64' | 'hex';
  readonly bits: 6 | 4;
  /** The digits that make whole bytes. */
  readonly group: 4 | 2;
  /** 1 for each character that is a digit. */
  readonly isDigit: Uint8Array;
}

const bytesThat = (test: (byte: number) => boolean): Uint8Array =>
  Uint8Array.from({ length: 256 }, (_, byte) => (test(byte) ? 1 : 0));
const charactersOf = (pattern: RegExp): Uint8Array =>
  bytesThat((byte) => pattern.test(String.fromCharCode(byte)));

/** Both alphabets of https://www.rfc-editor.org/rfc/rfc4648 at once; Node decodes them alike. */
const CODES: readonly BlockCode[] = [
  { encoding: 'base64', bits: 6, group: 4, isDigit: charactersOf(/[A-Za-z0-9+/_-]/) },
  { encoding: 'hex', bits: 4, group: 2, isDigit: charactersOf(/[0-9A-Fa-f]/) },
];

/** Bytes of text; UTF-16 has zeros between its letters. Decoding an ordinary text gives other bytes as well. */
const READABLE = bytesThat(
  (byte) => byte === 0 || (byte >= 9 && byte <= 13) || (byte >= 0x20 && byte <= 0x7e),
);

/**
 * The readable texts that the base64, base64url and hexadecimal digits of a text stand for, whatever is between the
 * digits. What precedes an encoded text may look like digits as well, so decoding begins at each of the first digits.
 */
export function decodedBlocks(text: string): readonly DecodedView[] {
  return CODES.flatMap((code) => {
    const digits = digitsOf(text, code);
    if (digits.length * code.bits < MIN_SECRET_LENGTH * 8) return [];
    return Array.from({ length: code.group }, (_, start) => {
      const bytes = Buffer.from(digits.slice(start), code.encoding);
      return readableRuns(bytes).map(({ first, end }) => viewOf(text, code, start, bytes, first, end));
    }).flat();
  });
}

function digitsOf(text: string, { isDigit }: BlockCode): string {
  const bytes = Buffer.from(text, 'latin1');
  let count = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0;
    if (isDigit[byte] === 1) bytes[count++] = byte;
  }
  return bytes.toString('latin1', 0, count);
}

/** Every run that is long enough for a secret covers a multiple of that length, so only those bytes are tried. */
function readableRuns(bytes: Uint8Array): { readonly first: number; readonly end: number }[] {
  const runs: { readonly first: number; readonly end: number }[] = [];
  for (let probe = MIN_SECRET_LENGTH - 1; probe < bytes.length; probe += MIN_SECRET_LENGTH) {
    if (READABLE[bytes[probe] ?? 0] === 0) continue;
    let first = probe;
    while (first > 0 && READABLE[bytes[first - 1] ?? 0] === 1) first -= 1;
    let end = probe + 1;
    while (end < bytes.length && READABLE[bytes[end] ?? 0] === 1) end += 1;
    if (end - first >= MIN_SECRET_LENGTH) runs.push({ first, end });
    while (probe + MIN_SECRET_LENGTH < end) probe += MIN_SECRET_LENGTH;
  }
  return runs;
}

/** @param start the digit at which decoding began */
function viewOf(
  text: string,
  { bits, isDigit }: BlockCode,
  start: number,
  bytes: Buffer,
  first: number,
  end: number,
): DecodedView {
  let positions: readonly number[] | null = null;
  const positionOf = (bit: number): number => {
    positions ??= Array.from({ length: text.length }, (_, index) => index).filter(
      (index) => isDigit[text.charCodeAt(index) & 255] === 1,
    );
    return positions[start + Math.floor(bit / bits)] ?? text.length - 1;
  };
  return {
    text: bytes.toString('latin1', first, end),
    startOf: (index) => positionOf((first + index) * 8),
    endOf: (index) => positionOf((first + index) * 8 + 7) + 1,
  };
}
