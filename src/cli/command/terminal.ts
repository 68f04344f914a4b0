import type { Interrupts } from './interrupts.ts';

/** Where a command prints, and how wide it may. */
export interface Terminal {
  /** What was asked for: the summary, help. */
  out(text: string): void;
  /** Progress, notes and errors. */
  err(text: string): void;
  /** Columns of the error stream; null when it is not a terminal. */
  readonly errColumns: number | null;
  readonly outColumns: number | null;
}

/** Everything a command may know about the process that runs it. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly env: NodeJS.ProcessEnv;
  readonly currentFolder: string;
  /** The Node that runs us. */
  readonly nodeCommand: string;
  /** Takes the signals over from Node's default, from now on. */
  watchInterrupts(): Interrupts;
}

/** Columns of what is not wrapped but cut, where there is no terminal. */
export const DEFAULT_COLUMNS = 100;
