import { isUtf8 } from 'node:buffer';
import { PartitionsPresent } from '../../images/partitions-present.ts';
import { csvRows } from './read-csv-row.ts';
import { jsonRows } from './read-json-row.ts';
import { type LineBytes, TooLongLine } from './read-lines.ts';
import { RowIndex, type RowPlace } from './row-index.ts';
import type { ParsedLine, RowReader, RowRecord } from './row-record.ts';

/** Further examples of a kind are only counted. */
const MAX_EXAMPLES = 1000;

export interface BrokenLine {
  /** From 1. */
  readonly line: number;
  readonly problem: string;
}

export interface DuplicateRow {
  readonly file: string;
  readonly line: number;
  /** Where the file's first row is. */
  readonly first_line: number;
}

/** Verifies a file line by line. Of each row it keeps where it is and a digest of its key. */
export class RowsVerifier {
  /** `lines` = the rows once each + duplicates + broken lines. */
  lines = 0;
  readonly byStatus = new Map<string, number>();
  /** Of the skipped rows. */
  readonly skippedPartitions = new PartitionsPresent();
  readonly broken = new Examples<BrokenLine>();
  readonly identical = new Examples<DuplicateRow>();
  readonly conflicting = new Examples<DuplicateRow>();
  readonly #index = new RowIndex();
  readonly #lineAt: (offset: number) => Buffer;
  #reader: RowReader | null = null;
  /** Of the next line. */
  #offset = 0;

  /** @param lineAt gives a line again, by the offset of its first byte */
  constructor(lineAt: (offset: number) => Buffer) {
    this.#lineAt = lineAt;
  }

  get rows(): number {
    return this.#index.size;
  }

  /** @returns the number of an image's row, from 0 and below `rows`; -1 when it has none */
  find(key: string): number {
    return this.#index.find(key);
  }

  keyOf(number: number): string {
    const parsed = this.parse(this.#lineAt(this.#index.placeOf(number).offset));
    return parsed.kind === 'row' ? parsed.row.file : '';
  }

  /** @returns the row when it is the first one of its image */
  add(bytes: LineBytes): RowRecord | null {
    this.lines += 1;
    const place = { line: this.lines, offset: this.#offset };
    this.#offset += bytes.length + 1;
    const parsed = this.parse(bytes);
    if (parsed.kind === 'broken') {
      this.broken.add({ line: this.lines, problem: parsed.problem });
      return null;
    }
    const { row } = parsed;
    const first = this.#index.add(row.file, place);
    if (first !== null) {
      this.#addDuplicate(row.file, bytes, first);
      return null;
    }
    if (row.status === 'skipped')
      this.skippedPartitions.add(row.partition === null ? row.file : `${row.partition}/x`);
    this.byStatus.set(row.status, (this.byStatus.get(row.status) ?? 0) + 1);
    return row;
  }

  #addDuplicate(file: string, bytes: LineBytes, { line: firstLine, offset }: RowPlace): void {
    const [identity, first] = [bytes, this.#lineAt(offset)].map((line) =>
      this.#reader?.identityOf(textOf(line)),
    );
    const kind = identity === first ? this.identical : this.conflicting;
    kind.add({ file, line: this.lines, first_line: firstLine });
  }

  /** The first row decides which format the file has. */
  parse(bytes: LineBytes): ParsedLine {
    if (bytes instanceof TooLongLine) return { kind: 'broken', problem: 'longer than any row' };
    if (!isUtf8(bytes)) return { kind: 'broken', problem: 'not valid UTF-8' };
    const line = textOf(bytes);
    if (line.trim() === '') return { kind: 'broken', problem: 'empty' };
    const reader = this.#reader ?? (line.startsWith('{"') ? jsonRows : csvRows);
    const parsed = reader.read(line);
    if (parsed.kind === 'row') this.#reader = reader;
    return parsed;
  }
}

const textOf = (bytes: LineBytes): string => bytes.toString().replace(/\r$/, '');

/** Counts all and keeps the first. */
export class Examples<T> {
  count = 0;
  readonly kept: T[] = [];

  add(example: T): void {
    this.addLazily(() => example);
  }

  /** For an example that takes time to make. */
  addLazily(make: () => T): void {
    this.count += 1;
    if (this.kept.length < MAX_EXAMPLES) this.kept.push(make());
  }
}
