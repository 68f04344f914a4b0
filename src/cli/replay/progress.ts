import { renderProgress } from '../../replay/progress-line.ts';
import type { FailedAttempt, JobObserver } from '../../replay/schedule/job-plan.ts';
import type { Tally } from '../../replay/schedule/tally.ts';
import type { Terminal } from '../command/terminal.ts';

const SHOW_AFTER_MS = 2000;
const REDRAW_MS = 200;
const LINE_MS = 5000;
const MAX_FAILURES = 20;

/**
 * Shows the progress of a replay: a bar in a terminal, otherwise a line every few seconds, and nothing in a short
 * run.
 */
export class ReplayProgress implements Partial<JobObserver> {
  readonly #terminal: Terminal;
  readonly #now: () => number;
  readonly #startedAt: number;
  readonly #firstDraw: NodeJS.Timeout;
  #redraw: NodeJS.Timeout | undefined;
  readonly #doneBefore: number;
  #tally: Tally;
  #drawn = false;
  #failures = 0;

  /** @param tally of what was done before */
  constructor(terminal: Terminal, tally: Tally, now: () => number) {
    this.#terminal = terminal;
    this.#tally = tally;
    this.#doneBefore = tally.items.total - tally.items.pending;
    this.#now = now;
    this.#startedAt = now();
    this.#firstDraw = setTimeout(() => this.#startDrawing(), SHOW_AFTER_MS);
  }

  progressed(tally: Tally): void {
    this.#tally = tally;
  }

  attemptFailed({ task, attempt, processNumber, error }: FailedAttempt): void {
    const [summary] = error.message.split('\n');
    this.#failure(
      `mini-batch ${task.index}, attempt ${attempt} in process ${processNumber}: ${error.reason}: ${summary}`,
    );
  }

  initFailed(processNumber: number, error: Error): void {
    this.#failure(`init() failed in process ${processNumber}: ${error.message}`);
  }

  /** Prints above the bar. */
  above(print: (terminal: Terminal) => void): void {
    this.#clear();
    print(this.#terminal);
    if (this.#redraw !== undefined && this.#terminal.errColumns !== null) this.#draw();
  }

  /** Prints the final state once, and nothing after it. */
  end(): void {
    clearTimeout(this.#firstDraw);
    clearInterval(this.#redraw);
    this.#clear();
    if (this.#redraw !== undefined && this.#terminal.errColumns === null) this.#draw();
  }

  /** Prints the first failures only, unless all are asked for; the logs have all of them. */
  #failure(text: string): void {
    this.#failures += 1;
    const isLast = this.#failures === MAX_FAILURES && !this.#terminal.isVerbose;
    if (this.#failures > MAX_FAILURES && !this.#terminal.isVerbose) return;
    this.above((terminal) => {
      terminal.err(`${text}\n`, 'warning');
      if (isLast) terminal.err('(further failures are only in the logs)\n', 'warning');
    });
  }

  #startDrawing(): void {
    this.#draw();
    this.#redraw = setInterval(() => this.#draw(), this.#terminal.errColumns === null ? LINE_MS : REDRAW_MS);
  }

  #draw(): void {
    const columns = this.#terminal.errColumns;
    const state = {
      tally: this.#tally,
      doneBefore: this.#doneBefore,
      elapsedSeconds: (this.#now() - this.#startedAt) / 1000,
    };
    if (columns === null) {
      this.#terminal.note(`${renderProgress(state, null)}\n`);
      return;
    }
    this.#terminal.clearErrLine();
    this.#terminal.note(renderProgress(state, columns - 1));
    this.#drawn = true;
  }

  #clear(): void {
    if (this.#drawn) this.#terminal.clearErrLine();
    this.#drawn = false;
  }
}
