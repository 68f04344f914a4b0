/** The name that `given` was most likely meant to be, or null when none is close. */
export function nearest(given: string, names: readonly string[]): string | null {
  const close = names
    .map((name) => ({ name, distance: editDistance(given, name) }))
    .filter(({ distance }) => distance <= Math.max(1, Math.floor(given.length / 3)))
    .toSorted((one, other) => one.distance - other.distance);
  return close[0]?.name ?? null;
}

/** Insertions, deletions, replacements and swaps of neighbours between two texts (optimal string alignment). */
function editDistance(from: string, to: string): number {
  let [before, row]: number[][] = [[], Array.from({ length: to.length + 1 }, (_, column) => column)];
  for (let index = 1; index <= from.length; index += 1) {
    const next = [index];
    for (let column = 1; column <= to.length; column += 1) {
      const isSame = from[index - 1] === to[column - 1];
      const isSwap = from[index - 1] === to[column - 2] && from[index - 2] === to[column - 1];
      next[column] = Math.min(
        at(row, column - 1) + (isSame ? 0 : 1),
        at(row, column) + 1,
        at(next, column - 1) + 1,
        isSwap ? at(before, column - 2) + 1 : Infinity,
      );
    }
    [before, row] = [row, next];
  }
  return at(row, to.length);
}

const at = (row: readonly number[] | undefined, column: number): number => row?.[column] ?? Infinity;
