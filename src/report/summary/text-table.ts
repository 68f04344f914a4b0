/** Labels in a column of their own. Lines without a value are left out. */
export function textTable(lines: readonly (readonly [label: string, value: string])[]): string[] {
  return lines.filter(([, value]) => value !== '').map(([label, value]) => `${label.padEnd(16)}${value}`);
}

/** ` (succeeded 21, no_text 1)`, most frequent first; empty without counts. */
export function renderCounts(counts: Readonly<Record<string, number>>): string {
  const entries = Object.entries(counts).toSorted(([, left], [, right]) => right - left);
  return entries.length === 0
    ? ''
    : ` (${entries.map(([reason, count]) => `${reason} ${count}`).join(', ')})`;
}
