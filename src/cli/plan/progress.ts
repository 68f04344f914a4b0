import type { Terminal } from '../command/terminal.ts';

const SHOW_AFTER_MS = 2000;
const REDRAW_MS = 200;
const LINE_MS = 5000;

/** Shows how many files were found and looked at, when that takes longer than two seconds. */
export class PlanProgress {
  readonly #terminal: Terminal;
  readonly #firstDraw: NodeJS.Timeout;
  #redraw: NodeJS.Timeout | undefined;
  #text = 'looking for files';
  #drawn = false;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    this.#firstDraw = setTimeout(() => {
      this.#draw();
      this.#redraw = setInterval(() => this.#draw(), terminal.errColumns === null ? LINE_MS : REDRAW_MS);
    }, SHOW_AFTER_MS);
  }

  found(files: number): void {
    this.#text = `${files} files found`;
  }

  looked(files: number, total: number): void {
    const share = total === 0 ? 100 : Math.min(100, Math.floor((100 * files) / total));
    this.#text = `${share} %  ${files}/${total} files`;
  }

  /** Prints above the progress. */
  above(print: (terminal: Terminal) => void): void {
    this.#clear();
    print(this.#terminal);
  }

  end(): void {
    clearTimeout(this.#firstDraw);
    clearInterval(this.#redraw);
    this.#clear();
  }

  #draw(): void {
    const columns = this.#terminal.errColumns;
    if (columns === null) {
      this.#terminal.note(`${this.#text}\n`);
      return;
    }
    this.#terminal.clearErrLine();
    this.#terminal.note(this.#text.slice(0, columns - 1));
    this.#drawn = true;
  }

  #clear(): void {
    if (this.#drawn) this.#terminal.clearErrLine();
    this.#drawn = false;
  }
}
