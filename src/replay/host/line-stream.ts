import type { Readable } from 'node:stream';

/** Calls back for each line that ends in LF. Unlike node:readline it leaves CR, U+2028 and U+2029 alone. */
export function onLine(stream: Readable, handle: (line: string) => void): void {
  let parts: string[] = [];
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = chunk.split('\n');
    const rest = lines.pop() ?? '';
    for (const line of lines) {
      handle(parts.join('') + line);
      parts = [];
    }
    if (rest !== '') parts.push(rest);
  });
}
