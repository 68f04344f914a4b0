import type { Interrupts } from './interrupts.ts';

/** Where a command prints, and how wide it may. */
export interface Terminal {
  /** What was asked for: the summary, help. */
  out(text: string): void;
  /** Progress, notes and errors. */
  err(text: string): void;
  /** Columns of the error stream; null when it is no terminal. */
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

/** Exit codes, the same for all commands. */
export const EXIT = {
  ok: 0,
  unexpected: 1,
  usage: 2,
  azureRefused: 3,
  amlWouldFail: 42,
  interrupted: 130,
} as const;
