import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { TableContent } from '../cell.ts';
import { sheetXml } from './sheet-xml.ts';
import { SHEET_PART, workbookParts } from './workbook-parts.ts';

/** Half the time of the usual level, and a tenth more bytes. */
const COMPRESSION_LEVEL = 3;

/**
 * A table as a workbook with one sheet, of which a part is in memory at a time.
 *
 * @throws ConfigurationError when a sheet cannot hold the table
 */
export async function* xlsxFile(content: TableContent): AsyncGenerator<Buffer> {
  const zip = new ZipFile();
  // Destroyed itself: a stream around it would wait for bytes that no longer come.
  const output = zip.outputStream as Readable;
  for (const [name, text] of workbookParts(content.name)) zip.addBuffer(Buffer.from(text), name);
  const sheet = Readable.from(sheetXml(content), { objectMode: false });
  sheet.on('error', (error) => output.destroy(error));
  zip.addReadStream(sheet, SHEET_PART, { compressionLevel: COMPRESSION_LEVEL });
  zip.end();
  try {
    for await (const chunk of output) yield chunk as Buffer;
  } finally {
    sheet.destroy();
  }
}
