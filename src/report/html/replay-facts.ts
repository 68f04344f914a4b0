import { readFile } from 'node:fs/promises';
import { isRecord } from '../../contract/is-record.ts';
import { parseJson } from '../../contract/parse-json.ts';
import { formatDuration } from '../summary/duration.ts';

/** What a replay's `summary.json` says about the run, as pairs of a label and a text; and its verdict. */
export interface ReplayFacts {
  readonly verdict: { readonly good: boolean; readonly text: string };
  readonly facts: readonly (readonly [label: string, text: string])[];
}

/** @returns null when there is no summary */
export async function readReplayFacts(file: string): Promise<ReplayFacts | null> {
  const summary = parseJson(await readFile(file, 'utf8').catch(() => ''));
  return isRecord(summary) ? toReplayFacts(summary) : null;
}

export function toReplayFacts(summary: Readonly<Record<string, unknown>>): ReplayFacts | null {
  const { verdict, rule, started_at: startedAt, elapsed_seconds: seconds, host } = summary;
  const { mini_batches: miniBatches, processes_started: processes, failed_attempts: attempts } = summary;
  const text = verdictText(verdict, rule);
  if (text === null) return null;
  const facts: [string, string][] = [];
  const add = (label: string, fact: string | null): void => {
    if (fact !== null && fact !== '') facts.push([label, fact]);
  };
  add('started', typeof startedAt === 'string' ? `${startedAt.slice(0, 19).replace('T', ' ')} UTC` : null);
  add('took', typeof seconds === 'number' ? formatDuration(seconds) : null);
  add('ran', typeof host === 'string' ? `a replay on ${host === 'python' ? 'Python' : 'Node'}` : null);
  add('arguments', wordsOf(summary['arguments']));
  add('settings', countsOf(summary['settings']));
  add('versions', countsOf(summary['versions']));
  add('mini-batches', countsOf(miniBatches));
  add('failed attempts', countsOf(attempts));
  add('processes', typeof processes === 'number' ? String(processes) : null);
  return { verdict: { good: verdict === 'completed', text }, facts };
}

function verdictText(verdict: unknown, rule: unknown): string | null {
  switch (verdict) {
    case 'completed':
      return 'AML would say: Completed';
    case 'failed':
      return `AML would say: Failed${isRecord(rule) ? ` (${String(rule['name'])})` : ''}`;
    case 'interrupted':
      return 'Stopped before the end';
    default:
      return null;
  }
}

function wordsOf(words: unknown): string | null {
  return Array.isArray(words)
    ? words.map((word) => (/[\s"']/.test(String(word)) ? JSON.stringify(word) : word)).join(' ')
    : null;
}

function countsOf(counts: unknown): string | null {
  if (!isRecord(counts)) return null;
  return Object.entries(counts)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ');
}
