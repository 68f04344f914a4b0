import { once } from 'node:events';
import { createWriteStream, existsSync, renameSync } from 'node:fs';
import type { Row } from '../../src/contract/row.ts';
import { formatJsonRow } from '../../src/rows/json-row.ts';

const CHUNK = 1024 * 1024;

/** A file of rows of one plate each, some 600 bytes a row; made once. */
export async function rowsFile(path: string, rows: number): Promise<string> {
  if (existsSync(path)) return path;
  const partial = `${path}.partial`;
  const out = createWriteStream(partial);
  let chunk = '';
  for (let index = 0; index < rows; index += 1) {
    chunk += `${formatJsonRow(rowNumber(index))}\n`;
    if (chunk.length < CHUNK && index < rows - 1) continue;
    if (!out.write(chunk)) await once(out, 'drain');
    chunk = '';
  }
  out.end();
  await once(out, 'finish');
  renameSync(partial, path);
  return path;
}

function rowNumber(index: number): Row {
  const box = [641, 703, 814, 703, 814, 731, 641, 731] as const;
  const text = `XB LK ${1000 + (index % 9000)}`;
  const confidence = 0.5 + ((index * 7919) % 5000) / 10_000;
  const day = String((index % 28) + 1).padStart(2, '0');
  return {
    file: `2020/08/${day}/camera-${index % 40}/image-${String(index).padStart(8, '0')}.jpg`,
    status: 'succeeded',
    plates: [{ text: text.replaceAll(' ', ''), raw: text, confidence, box, page: 1, format: null }],
    text,
    confidence,
    engine: 'offline',
    model: 'PP-OCRv4-mobile',
    pages: 1,
    width: 1440,
    height: 960,
    unit: 'pixel',
    lines: [{ text, confidence, box, page: 1 }],
    partition: `2020/08/${day}`,
    sha256: index.toString(16).padStart(64, '0'),
    duration_ms: index % 900,
    error: null,
    metadata: null,
    schema_version: 1,
  };
}
