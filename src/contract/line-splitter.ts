const LINE_FEED = 0x0a;

/**
 * Cuts a stream of bytes at its line feeds, and nowhere else: node:readline cuts at CR, U+2028 and U+2029 as well. A
 * last line without one is unfinished and is never handed on.
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
