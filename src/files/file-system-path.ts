const ESCAPED_BYTE = /[\uDC80-\uDCFF](?<![\uD800-\uDBFF][\uDC80-\uDCFF])/;
const ESCAPED_BYTES = new RegExp(ESCAPED_BYTE, 'g');

/**
 * Python's surrogateescape (https://peps.python.org/pep-0383/): a byte of a file name that is not valid UTF-8
 * becomes the lone surrogate U+DC00 + byte. Node would encode such a string as U+FFFD and not find the file, so the
 * bytes are restored.
 */
export function toFileSystemPath(path: string): string | Buffer {
  if (!ESCAPED_BYTE.test(path)) return path;
  const parts: Buffer[] = [];
  let end = 0;
  for (const match of path.matchAll(ESCAPED_BYTES)) {
    parts.push(Buffer.from(path.slice(end, match.index)), Buffer.from([match[0].charCodeAt(0) & 0xff]));
    end = match.index + 1;
  }
  parts.push(Buffer.from(path.slice(end)));
  return Buffer.concat(parts);
}

/** The inverse: bytes as Node's `fs` lists them with `encoding: 'buffer'`, as the string Python would have. */
export function fromFileSystemPath(path: Buffer): string {
  const text = path.toString('utf8');
  if (!text.includes('\uFFFD') || Buffer.from(text).equals(path)) return text;
  let result = '';
  let rest = path;
  while (rest.length > 0) {
    const valid = validPrefixLength(rest);
    result += rest.toString('utf8', 0, valid);
    const byte = rest[valid];
    if (byte !== undefined) result += String.fromCharCode(0xdc00 + byte);
    rest = rest.subarray(valid + 1);
  }
  return result;
}

/** A name that people and all JSON readers can read: escaped bytes as `\xFF`, other lone surrogates as U+FFFD. */
export function toDisplayPath(path: string): string {
  return path
    .replaceAll(ESCAPED_BYTES, (unit) => `\\x${(unit.charCodeAt(0) & 0xff).toString(16).toUpperCase()}`)
    .toWellFormed();
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function validPrefixLength(bytes: Buffer): number {
  let length = 0;
  while (length < bytes.length) {
    const step = [1, 2, 3, 4].find((size) => isValidUtf8(bytes.subarray(length, length + size)));
    if (step === undefined) break;
    length += step;
  }
  return length;
}

function isValidUtf8(bytes: Uint8Array): boolean {
  try {
    strictUtf8.decode(bytes);
    return true;
  } catch {
    return false;
  }
}
