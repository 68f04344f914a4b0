import type { Interrupts } from './interrupts.ts';

/** What a text tells, as a colour on a terminal that has colours. */
export type Tone = 'good' | 'warning' | 'bad';

/** The streams that a command prints to, and their widths. What `cleanTerminal` made shows any text safely. */
export interface Terminal {
  /** Requested output: the summary, help. */
  out(text: string, tone?: Tone): void;
  /** Progress, notes and errors. */
  err(text: string, tone?: Tone): void;
  /** Goes back to the start of the last line of the error stream, and clears it. */
  clearErrLine(): void;
  /** Columns of the error stream; null when it is not a terminal. */
  readonly errColumns: number | null;
  readonly outColumns: number | null;
}

/** Everything a command may know about the process that runs it. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly env: NodeJS.ProcessEnv;
  readonly currentFolder: string;
  /** The Node executable that runs this process. */
  readonly nodeCommand: string;
  /** Replaces Node's default handling of the signals from now on. */
  watchInterrupts(): Interrupts;
}

/** Width of truncated lines when there is no terminal. */
export const DEFAULT_COLUMNS = 100;
