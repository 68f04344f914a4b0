export interface SeenError {
  /** What failed: an `init()` or an attempt at a mini-batch with its process, or the check of the entry script. */
  readonly where: string;
  readonly reason: string;
  readonly message: string;
}

const EXAMPLES = 3;

/** Counts the errors of a job by reason and keeps the first cases of each. */
export class ErrorsByReason {
  readonly #byReason = new Map<string, { count: number; readonly examples: SeenError[] }>();

  add(error: SeenError): void {
    const seen = this.#byReason.get(error.reason) ?? { count: 0, examples: [] };
    seen.count += 1;
    if (seen.examples.length < EXAMPLES) seen.examples.push(error);
    this.#byReason.set(error.reason, seen);
  }

  /** The most frequent reason first; none without errors. */
  lines(): string[] {
    return [...this.#byReason]
      .toSorted(([, a], [, b]) => b.count - a.count)
      .flatMap(([reason, { count, examples }]) =>
        [`${reason}: ${count}`].concat(
          examples.flatMap(linesOf),
          count > EXAMPLES ? [`  and ${count - EXAMPLES} more`] : [],
        ),
      );
  }
}

function linesOf({ where, message }: SeenError): string[] {
  return [`  ${where}:`].concat(message.split('\n').map((line) => `    ${line}`));
}
