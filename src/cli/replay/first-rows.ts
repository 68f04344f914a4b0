import { open } from 'node:fs/promises';
import { truncateToWidth } from '../command/text-width.ts';

const BYTES_PER_ROW = 4096;

/** The first rows of a file, each cut to the width of the terminal. */
export async function firstRows(file: string, count: number, columns: number): Promise<string[]> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(count * BYTES_PER_ROW), 0, undefined, 0);
    const lines = buffer.toString('utf8', 0, bytesRead).split('\n');
    if (bytesRead < buffer.length) lines.pop();
    return lines.slice(0, count).map((line) => truncateToWidth(line, columns));
  } finally {
    await handle.close();
  }
}
