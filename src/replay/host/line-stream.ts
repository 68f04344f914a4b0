import type { Readable } from 'node:stream';
import { lineSplitter } from '../../contract/line-splitter.ts';

const LINE_FEED = 0x0a;

/** Calls back for each line of UTF-8 that ends in LF. */
export function onLine(stream: Readable, handle: (line: string) => void): void {
  stream.on(
    'data',
    lineSplitter((line) => handle(line.toString('utf8'))),
  );
}

/** The same for lines that may be too long: of the first one `exceeded` is called, and nothing more is read. */
export function onLimitedLine(
  stream: Readable,
  maxBytes: number,
  handle: (line: string) => void,
  exceeded: () => void,
): void {
  let unfinished = 0;
  stream.on('data', (chunk: Buffer) => {
    const end = chunk.lastIndexOf(LINE_FEED);
    unfinished = end === -1 ? unfinished + chunk.length : chunk.length - end - 1;
    if (unfinished <= maxBytes) return;
    stream.removeAllListeners('data').destroy();
    exceeded();
  });
  onLine(stream, handle);
}
