import { mkdtemp, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Bitmaps that differ in one pixel; sparse files, so that large ones cost no disk. */
export async function createImages(count: number, bytes: number): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'parallel-run-ocr-bench-'));
  const side = Math.max(60, Math.floor(Math.sqrt(bytes / 3) / 4) * 4);
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const path = join(folder, `${String(index).padStart(6, '0')}.bmp`);
      const file = await open(path, 'w');
      await file.write(headerOf(side, index));
      await file.truncate(HEADER_BYTES + side * side * 3);
      await file.close();
      return path;
    }),
  );
}

const HEADER_BYTES = 54;

function headerOf(side: number, pixel: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES + 4);
  header.write('BM');
  header.writeUInt32LE(HEADER_BYTES + side * side * 3, 2);
  header.writeUInt32LE(HEADER_BYTES, 10);
  header.writeUInt32LE(40, 14);
  header.writeInt32LE(side, 18);
  header.writeInt32LE(side, 22);
  header.writeUInt16LE(1, 26);
  header.writeUInt16LE(24, 28);
  header.writeUInt32LE(pixel, HEADER_BYTES);
  return header;
}
