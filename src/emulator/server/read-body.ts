import type { IncomingMessage } from 'node:http';

export interface ReadBody {
  readonly body: Buffer;
  readonly tooLarge: boolean;
}

/** Always reads to the end, so that the client gets its response; a body over the limit is dropped. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<ReadBody> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= maxBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  const tooLarge = length > maxBytes;
  return { body: tooLarge ? Buffer.alloc(0) : Buffer.concat(chunks), tooLarge };
}
