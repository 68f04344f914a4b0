import { toDisplayPath } from '../../files/file-system-path.ts';
import { PartitionsPresent } from '../../images/partitions-present.ts';
import type { FileLook } from './look-at-file.ts';

const EXAMPLES = 3;
/** Partitions that are remembered for a message. */
const MOST_PARTITIONS = 1000;

export interface FormatCounts {
  files: number;
  bytes: number;
  largest: number;
}

export interface Refusal {
  files: number;
  /** Of the first file. */
  readonly message: string;
  /** Keys of the first files. */
  readonly examples: string[];
}

/** The pages of a file that a service reads and bills. */
export interface BilledPages {
  readonly pages: number;
  /** Whether more are selected than the tier reads. */
  readonly isCut: boolean;
}

/** What a survey counts. Images are the files that the engine accepts. */
export class SurveyCounts {
  files = 0;
  bytes = 0;
  /** By format; `other` for what is no image. */
  readonly formats = new Map<string, FormatCounts>();
  /** By code. */
  readonly refusals = new Map<string, Refusal>();
  refused = 0;
  skipped = 0;
  readonly partitions = new PartitionsPresent();
  images = 0;
  pages = 0;
  /** PDFs whose pages cannot be counted. */
  uncountedPdfs = 0;
  /** Documents of which not all selected pages are read. */
  longDocuments = 0;
  readonly duplicates = { files: 0, bytes: 0, pages: 0 };
  miniBatches = 0;
  folders = 0;
  /** Folders by the number of their images; those without an image are not in it. */
  readonly folderSizes = new Map<number, number>();
  #folder: string | null = null;
  #imagesInFolder = 0;

  beginMiniBatch(folder: string): void {
    this.miniBatches += 1;
    if (folder === this.#folder) return;
    this.#endFolder();
    this.#folder = folder;
    this.folders += 1;
  }

  end(): void {
    this.#endFolder();
  }

  /** A file outside the partition, which is not opened. */
  addSkipped(path: string): void {
    this.files += 1;
    this.skipped += 1;
    if (this.partitions.count < MOST_PARTITIONS) this.partitions.add(path);
  }

  /**
   * @param isDuplicate whether an earlier file has the same content
   */
  add(
    key: string,
    { size, format, pages: counted, refusal }: FileLook,
    { pages, isCut }: BilledPages,
    isDuplicate: boolean,
  ): void {
    this.files += 1;
    this.bytes += size;
    this.#addFormat(format ?? 'other', size);
    if (refusal !== null) {
      this.#addRefusal(key, refusal);
      return;
    }
    this.images += 1;
    this.pages += pages;
    this.#imagesInFolder += 1;
    if (counted === null) this.uncountedPdfs += 1;
    if (isCut) this.longDocuments += 1;
    if (!isDuplicate) return;
    this.duplicates.files += 1;
    this.duplicates.bytes += size;
    this.duplicates.pages += pages;
  }

  #addFormat(name: string, size: number): void {
    const format = this.formats.get(name) ?? { files: 0, bytes: 0, largest: 0 };
    format.files += 1;
    format.bytes += size;
    format.largest = Math.max(format.largest, size);
    this.formats.set(name, format);
  }

  #addRefusal(key: string, { code, message }: NonNullable<FileLook['refusal']>): void {
    const refusal = this.refusals.get(code) ?? { files: 0, message, examples: [] };
    this.refused += 1;
    refusal.files += 1;
    if (refusal.examples.length < EXAMPLES) refusal.examples.push(toDisplayPath(key));
    this.refusals.set(code, refusal);
  }

  #endFolder(): void {
    if (this.#imagesInFolder > 0) {
      this.folderSizes.set(this.#imagesInFolder, (this.folderSizes.get(this.#imagesInFolder) ?? 0) + 1);
    }
    this.#imagesInFolder = 0;
  }
}
