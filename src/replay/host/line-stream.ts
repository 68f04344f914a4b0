import type { Readable } from 'node:stream';
import { lineSplitter } from '../../contract/line-splitter.ts';

/** Calls back for each line of UTF-8 that ends in LF. */
export function onLine(stream: Readable, handle: (line: string) => void): void {
  stream.on(
    'data',
    lineSplitter((line) => handle(line.toString('utf8'))),
  );
}
