import { inflateSync } from 'node:zlib';

const MOST_INFLATED_BYTES = 16 * 1024 * 1024;
const PAGE = /\/Type\s*\/Page(?![A-Za-z])/g;
const OBJECT_STREAM = /\/Type\s*\/ObjStm\b[^]{0,300}?stream\r?\n/g;

/**
 * The number of page objects of a PDF, those in compressed object streams included (ISO 32000-1, 7.5.7 and 7.7.3); null
 * where none is found, as in an encrypted one.
 */
export function countPdfPages(bytes: Buffer): number | null {
  const text = bytes.toString('latin1');
  const compressed = [...text.matchAll(OBJECT_STREAM)].map((match) =>
    inflated(bytes.subarray(match.index + match[0].length)),
  );
  const pages = [text, ...compressed].reduce((sum, part) => sum + (part.match(PAGE)?.length ?? 0), 0);
  return pages === 0 ? null : pages;
}

/** What follows the stream is ignored. */
function inflated(bytes: Buffer): string {
  try {
    return inflateSync(bytes, { maxOutputLength: MOST_INFLATED_BYTES }).toString('latin1');
  } catch {
    return '';
  }
}
