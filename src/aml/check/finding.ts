import { WorkerError } from '../../contract/errors.ts';

export type Verdict = 'ok' | 'warning' | 'failed' | 'skipped';

export interface Finding {
  readonly check: string;
  readonly verdict: Verdict;
  /** One line, or several; the first says the most. */
  readonly detail: string;
}

/** What `look` found; what it throws on purpose is a finding, too, so that the other checks still run. */
export async function findingOf(
  check: string,
  signal: AbortSignal,
  look: () => Promise<Omit<Finding, 'check'>>,
): Promise<Finding> {
  try {
    return { check, ...(await look()) };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof WorkerError)) throw error;
    return { check, verdict: 'failed', detail: error.message };
  }
}

export const skipped = (check: string, why: string): Finding => ({ check, verdict: 'skipped', detail: why });

/** As `findingOf`, for what later checks want to know, too: null where it could not be read. */
export async function inspect<Facts>(
  check: string,
  signal: AbortSignal,
  read: () => Promise<Facts>,
  judge: (facts: Facts) => Omit<Finding, 'check'>,
): Promise<{ readonly finding: Finding; readonly facts: Facts | null }> {
  const known: { facts: Facts | null } = { facts: null };
  const finding = await findingOf(check, signal, async () => {
    const facts = await read();
    known.facts = facts;
    return judge(facts);
  });
  return { finding, facts: known.facts };
}
