import { crc32 } from 'node:zlib';
import { isRecord } from '../../contract/is-record.ts';
import { parseJson } from '../../contract/parse-json.ts';
import type { ReplayVerdict } from '../../report/summary/summary.ts';
import type { LeftCause } from '../inject/left-rows.ts';
import type { TaskFileContent } from '../input/task-file.ts';
import type { ReplayIdentity } from './identity.ts';

/** It changes when a replay cannot continue from the journals of an earlier version. */
export const JOURNAL_VERSION = 2;

/** The first line of a journal. */
export interface Started {
  readonly event: 'started';
  readonly version: number;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly run_id: string;
  /** The process that runs the replay. */
  readonly owner: string;
  readonly input: TaskFileContent;
  /** The folder that the `file` of a row is relative to. */
  readonly input_root?: string;
  readonly identity: ReplayIdentity;
}

/** When and where an attempt ran: the number of its process; milliseconds since 1970. */
export interface AttemptPlace {
  readonly process: number;
  readonly started: number;
  readonly ended: number;
}

/** A mini-batch whose rows are in the file of rows: these bytes of it, in the order in which mini-batches ended. */
export interface AppendedEvent extends AttemptPlace {
  readonly event: 'appended';
  readonly index: number;
  readonly items: number;
  /** Elements that `run` returned. */
  readonly rows: number;
  readonly offset: number;
  readonly bytes: number;
  readonly crc: number;
}

/** Rows of an attempt that does not count, in these bytes of the file: a fault that was asked for left them there. */
export interface LeftEvent {
  readonly event: 'left';
  readonly index: number;
  readonly attempt: number;
  readonly cause: LeftCause;
  /** Whole rows. */
  readonly rows: number;
  /** The bytes end in the middle of a row. */
  readonly torn: boolean;
  readonly offset: number;
  readonly bytes: number;
  readonly crc: number;
}

/** A mini-batch whose rows were counted and discarded. */
export interface CountedEvent extends AttemptPlace {
  readonly event: 'counted';
  readonly index: number;
  readonly items: number;
  readonly rows: number;
}

export interface FailedEvent extends AttemptPlace {
  readonly event: 'failed';
  readonly index: number;
  readonly items: number;
  readonly attempt: number;
  readonly reason: string;
  readonly message: string;
}

/** A process could not import the entry script or call its `init()`. */
export interface InitFailedEvent {
  readonly event: 'init_failed';
  readonly process: number;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly reason: string;
  readonly message: string;
}

/** The leader could not import the entry script, or found it invalid. */
export interface LeaderFailedEvent {
  readonly event: 'leader_failed';
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly reason: string;
  readonly message: string;
}

/** The file of rows is about to be replaced by the same rows in the order of the mini-batches. */
export interface SortedEvent {
  readonly event: 'sorted';
  readonly bytes: number;
  readonly crc: number;
}

export type JournalEvent =
  | Started
  | { readonly event: 'resumed'; readonly time: string; readonly owner: string }
  | AppendedEvent
  | LeftEvent
  | CountedEvent
  | FailedEvent
  | InitFailedEvent
  | LeaderFailedEvent
  /** A process is about to be started; they are numbered from 1 over all parts of a replay. */
  | { readonly event: 'process'; readonly process: number }
  | SortedEvent
  /** Nothing is left to do. */
  | { readonly event: 'ended'; readonly verdict: ReplayVerdict };

/** A line that says itself whether it is whole: the checksum of its JSON comes first. */
export function toJournalLine(event: JournalEvent): string {
  const json = JSON.stringify(event);
  return `${checksumOf(json)} ${json}\n`;
}

/** @returns null when the line is torn or damaged */
export function parseJournalLine(line: string): JournalEvent | null {
  const json = line.slice(9);
  if (line[8] !== ' ' || line.slice(0, 8) !== checksumOf(json)) return null;
  const event = parseJson(json);
  return isRecord(event) ? (event as unknown as JournalEvent) : null;
}

function checksumOf(json: string): string {
  return crc32(json).toString(16).padStart(8, '0');
}
