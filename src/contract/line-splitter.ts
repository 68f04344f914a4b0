const LINE_FEED = 0x0a;

/**
 * Splits a stream of bytes at line feeds only: node:readline also splits at CR, U+2028 and U+2029. A last line without
 * a line feed is unfinished and never returned.
 */
export function lineSplitter(onLine: (line: Buffer) => void): (chunk: Buffer) => void {
  let unfinished: Buffer[] = [];
  return (chunk) => {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(LINE_FEED, start);
      if (end === -1) break;
      onLine(Buffer.concat([...unfinished, chunk.subarray(start, end)]));
      unfinished = [];
      start = end + 1;
    }
    if (start < chunk.length) unfinished.push(chunk.subarray(start));
  };
}
