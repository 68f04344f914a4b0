import type { Goals } from './cases.ts';

export type Measures = Readonly<Record<string, number | null>>;

/** One line of the table: what was measured, and what was wanted. */
export interface BenchRow {
  readonly name: string;
  readonly measures: Measures;
  readonly goals: Readonly<Record<string, number>>;
}

/** Measures of which more is better. */
const AT_LEAST = new Set(['imagesPerCpuSecondOverBareLoop', 'jain', 'jainMedian', 'rows', 'utilisation']);

/** The measures that miss their goals; a measure that is missing does as well. */
export function missedGoals({ measures, goals }: BenchRow): string[] {
  return Object.entries(goals).flatMap(([name, goal]) => {
    const value = measures[name] ?? Number.NaN;
    const met = AT_LEAST.has(name) ? value >= goal : value <= goal;
    return met ? [] : [`${name} ${format(value)} instead of ${format(goal)}`];
  });
}

export function printRow(row: BenchRow): void {
  const missed = missedGoals(row);
  const values = Object.entries(row.measures).map(
    ([name, value]) => `${name} ${value === null ? '-' : format(value)}`,
  );
  const verdict = missed.length === 0 ? 'met' : 'MISSED';
  console.log(`${(Object.keys(row.goals).length === 0 ? '' : verdict).padEnd(6)}  ${row.name}`);
  console.log(`        ${values.join(', ')}`);
  if (missed.length > 0) console.log(`        missed: ${missed.join('; ')}`);
}

export function toGoals(goals: Goals): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(goals).filter(([, goal]) => goal !== undefined));
}

function format(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toPrecision(4);
}
