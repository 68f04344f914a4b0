import type { Tone } from '../../logging/toned-line.ts';
import type { Interrupts } from './interrupts.ts';

/** The streams of a process, and their widths. */
export interface Streams {
  /** Requested output: the summary, help. */
  out(text: string, tone?: Tone): void;
  /** Warnings and errors. */
  err(text: string, tone?: Tone): void;
  /** Goes back to the start of the last line of the error stream, and clears it. */
  clearErrLine(): void;
  /** Columns of the error stream; null when it is not a terminal. */
  readonly errColumns: number | null;
  readonly outColumns: number | null;
}

/** What a command prints to: shows any text safely, and as much as is asked for. */
export interface Terminal extends Streams {
  /** Progress and notes, on the error stream; nothing with `--quiet`. */
  note(text: string, tone?: Tone): void;
  /** On the error stream with `--verbose`, else nothing. */
  detail(text: string): void;
  readonly isVerbose: boolean;
}

/** What the program knows about the process that runs it. */
export interface ProgramContext {
  readonly terminal: Streams;
  readonly env: NodeJS.ProcessEnv;
  readonly currentFolder: string;
  /** The Node executable that runs this process. */
  readonly nodeCommand: string;
  /** Replaces Node's default handling of the signals from now on. */
  watchInterrupts(): Interrupts;
}

/** Everything a command may know about the process that runs it. */
export interface CommandContext extends ProgramContext {
  readonly terminal: Terminal;
}

/** Width of truncated lines when there is no terminal. */
export const DEFAULT_COLUMNS = 100;
