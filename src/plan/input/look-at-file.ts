import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { ItemError, WorkerError } from '../../contract/errors.ts';
import { toFileSystemPath } from '../../files/file-system-path.ts';
import { readFault, storedFile } from '../../files/read-fault.ts';
import { systemReadTools } from '../../files/read-patiently.ts';
import { detectFormat } from '../../images/detect-format.ts';
import type { ImageFormat } from '../../images/format.ts';
import { checkByteCount, checkFormat, checkSize, type ImageLimits } from '../../images/limits.ts';
import { type Measured, measure } from '../../images/measure.ts';
import { countPdfPages } from './pdf-pages.ts';

/** What is read of each file; most headers are shorter. */
const HEAD_BYTES = 64 * 1024;
/** Above this a file is not read into memory for its header. */
const LARGE_BYTES = 16 * 1024 * 1024;
/** Larger PDFs are not searched for their pages. */
const MOST_PDF_BYTES = 64 * 1024 * 1024;

/** A file as an engine would find it. */
export interface FileLook {
  /** Bytes; 0 where that is not known. */
  readonly size: number;
  /** Null where it is no image, or was not looked at. */
  readonly format: ImageFormat | null;
  /** Pages of a PDF or TIFF, 1 of other images; null where they cannot be counted. */
  readonly pages: number | null;
  /** Why the engine would not read it, in the codes of failed items. */
  readonly refusal: { readonly code: string; readonly message: string } | null;
  /** The beginning of the SHA-256 of its content; null where that was not wanted or cannot be known. */
  readonly content: bigint | null;
}

/**
 * Reads as much of a file as tells whether an engine accepts it. Never throws for a file that cannot be read.
 *
 * @param wantsContent whether the content of an image of this size has to be compared with others
 * @throws WorkerError when this machine has no more of something
 */
export async function lookAtFile(
  path: string,
  limits: ImageLimits,
  wantsContent: (size: number) => boolean,
): Promise<FileLook> {
  let size = 0;
  let format: ImageFormat | null = null;
  try {
    const facts = await stat(toFileSystemPath(path));
    if (!facts.isFile()) throw new ItemError('not_a_file', `${storedFile(path)} is not a file.`);
    ({ size } = facts);
    if (size === 0) throw new ItemError('empty_file', `${storedFile(path)} is empty.`);
    const head = await readHead(path, size);
    format = detectFormat(head);
    checkByteCount(size, limits);
    checkFormat(format, limits);
    const pages = await checkedPages(path, head, size, format, limits);
    return {
      size,
      format,
      pages,
      refusal: null,
      content: wantsContent(size) ? await contentOf(path, head, size) : null,
    };
  } catch (error) {
    const fault = readFault(error, path, 'open');
    if (!(fault instanceof WorkerError) || fault.code === 'machine_exhausted') throw fault;
    return {
      size,
      format,
      pages: null,
      refusal: { code: fault.code, message: fault.message },
      content: null,
    };
  }
}

/** @throws ItemError when the engine does not accept the size of the image */
async function checkedPages(
  path: string,
  head: Buffer,
  size: number,
  format: ImageFormat,
  limits: ImageLimits,
): Promise<number | null> {
  if (format === 'pdf') return pagesOfPdf(path, size);
  const measured = await measureFile(path, head, size, format);
  if (measured !== null) checkSize(measured, limits);
  return measured?.pages ?? 1;
}

async function contentOf(path: string, head: Buffer, size: number): Promise<bigint> {
  const digest = createHash('sha256');
  if (head.length >= size) digest.update(head);
  else for await (const chunk of createReadStream(toFileSystemPath(path))) digest.update(chunk as Buffer);
  return digest.digest().readBigUInt64LE();
}

async function readHead(path: string, size: number): Promise<Buffer> {
  const file = await systemReadTools.open(path);
  try {
    const head = Buffer.alloc(Math.min(size, HEAD_BYTES));
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** By the file's head where that is enough; the header of a TIFF may be at its end. */
async function measureFile(
  path: string,
  head: Buffer,
  size: number,
  format: ImageFormat,
): Promise<Measured | null> {
  const isWhole = head.length >= size;
  try {
    return await measure(head, format);
  } catch (error) {
    if (isWhole || !(error instanceof ItemError)) throw error;
    return measure(
      size > LARGE_BYTES && isPlain(path) ? path : await readFile(toFileSystemPath(path)),
      format,
    );
  }
}

/** A path that the image library takes as it is: a text, without options in brackets at its end. */
function isPlain(path: string): boolean {
  return typeof toFileSystemPath(path) === 'string' && !path.endsWith(']');
}

async function pagesOfPdf(path: string, size: number): Promise<number | null> {
  return size > MOST_PDF_BYTES ? null : countPdfPages(await readFile(toFileSystemPath(path)));
}
