import { createHash } from 'node:crypto';
import { isUtf8 } from 'node:buffer';
import { PartitionsPresent } from '../../images/partitions-present.ts';
import type { LineBytes } from './read-lines.ts';
import type { ParsedLine, RowRecord } from './row-record.ts';
import { readCsvRow } from './read-csv-row.ts';
import { readJsonRow } from './read-json-row.ts';

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

/** Verifies a file line by line, and stores only the key and a digest of each row. */
export class RowsVerifier {
  /** `lines` = the rows once each + duplicates + broken lines. */
  lines = 0;
  readonly byStatus = new Map<string, number>();
  /** Of the skipped rows. */
  readonly skippedPartitions = new PartitionsPresent();
  readonly broken = new Examples<BrokenLine>();
  readonly identical = new Examples<DuplicateRow>();
  readonly conflicting = new Examples<DuplicateRow>();
  readonly #first = new Map<string, { readonly line: number; readonly digest: string }>();
  #read: ((line: string) => ParsedLine) | null = null;

  /** The keys of the rows. */
  get keys(): ReadonlySet<string> {
    return new Set(this.#first.keys());
  }

  get rows(): number {
    return this.#first.size;
  }

  /** @returns the row when it is the first one of its image */
  add(bytes: LineBytes): RowRecord | null {
    this.lines += 1;
    const parsed = this.#parse(bytes);
    if (parsed.kind === 'broken') {
      this.broken.add({ line: this.lines, problem: parsed.problem });
      return null;
    }
    const { row } = parsed;
    const digest = createHash('sha256').update(row.identity).digest('base64').slice(0, 22);
    const first = this.#first.get(row.file);
    if (first !== undefined) {
      const kind = first.digest === digest ? this.identical : this.conflicting;
      kind.add({ file: row.file, line: this.lines, first_line: first.line });
      return null;
    }
    this.#first.set(row.file, { line: this.lines, digest });
    if (row.status === 'skipped')
      this.skippedPartitions.add(row.partition === null ? row.file : `${row.partition}/x`);
    this.byStatus.set(row.status, (this.byStatus.get(row.status) ?? 0) + 1);
    return row;
  }

  /** The first row decides which format the file has. */
  #parse(bytes: LineBytes): ParsedLine {
    if (bytes === 'too long') return { kind: 'broken', problem: 'longer than any row' };
    if (!isUtf8(bytes)) return { kind: 'broken', problem: 'not valid UTF-8' };
    const line = bytes.toString('utf8').replace(/\r$/, '');
    if (line.trim() === '') return { kind: 'broken', problem: 'empty' };
    const read = this.#read ?? (line.startsWith('{"') ? readJsonRow : readCsvRow);
    const parsed = read(line);
    if (parsed.kind === 'row') this.#read = read;
    return parsed;
  }
}

/** Counts all and keeps the first. */
export class Examples<T> {
  count = 0;
  readonly kept: T[] = [];

  add(example: T): void {
    this.count += 1;
    if (this.kept.length < MAX_EXAMPLES) this.kept.push(example);
  }
}
