import type { DistinctRow } from './distinct-rows.ts';

const LINE_FEED = Buffer.from('\n');
const CHUNK_BYTES = 256 * 1024;

/** The lines of rows, in chunks: a write for each row would take longer than its verification. */
export async function* rowChunks(rows: AsyncIterable<DistinctRow>): AsyncGenerator<Buffer> {
  let chunk: Buffer[] = [];
  let length = 0;
  for await (const { bytes } of rows) {
    chunk.push(bytes, LINE_FEED);
    length += bytes.length + LINE_FEED.length;
    if (length < CHUNK_BYTES) continue;
    yield Buffer.concat(chunk);
    chunk = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(chunk);
}
