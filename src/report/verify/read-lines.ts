import { createReadStream } from 'node:fs';

/** Far longer than any row; a file without line feeds must not fill the memory. */
const MAX_LINE_BYTES = 256 * 1024 * 1024;

/** The bytes of a line without its line feed; `length` is their count in both cases. */
export type LineBytes = Buffer | TooLongLine;

/** A line of which only the length is known. */
export class TooLongLine {
  readonly length: number;

  constructor(length: number) {
    this.length = length;
  }

  toString(): string {
    return '';
  }
}

/** The lines of a file, in chunks. A file's last line may lack its line feed. */
export async function* readLines(
  file: string | Buffer,
  signal: AbortSignal,
  maxBytes = MAX_LINE_BYTES,
): AsyncGenerator<readonly LineBytes[]> {
  let begun: Buffer[] = [];
  let length = 0;
  const add = (part: Buffer): void => {
    length += part.length;
    begun = length > maxBytes ? [] : [...begun, part];
  };
  const end = (): LineBytes => {
    const line = length > maxBytes ? new TooLongLine(length) : Buffer.concat(begun);
    begun = [];
    length = 0;
    return line;
  };
  for await (const chunk of createReadStream(file, { signal, highWaterMark: 256 * 1024 })) {
    const bytes: Buffer = chunk;
    const lines: LineBytes[] = [];
    let start = 0;
    for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, start)) {
      add(bytes.subarray(start, at));
      lines.push(end());
      start = at + 1;
    }
    if (start < bytes.length) add(bytes.subarray(start));
    yield lines;
  }
  if (length > 0) yield [end()];
}
