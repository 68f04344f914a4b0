/** Whether the text contains the plate's letters and digits, ignoring all other characters. */
export function containsPlate(text: string, plate: string): boolean {
  return lettersAndDigits(text).includes(lettersAndDigits(plate));
}

/** The same where look-alikes count as equal: O, Q, D and 0; I, L and 1; S and 5; B and 8; Z and 2. */
export function containsFoldedPlate(text: string, plate: string): boolean {
  return folded(text).includes(folded(plate));
}

export function isPlate(text: string | undefined, plate: string): boolean {
  return text !== undefined && lettersAndDigits(text) === lettersAndDigits(plate);
}

/** Share of the truth's words that were found, in any order; case does not count. */
export function wordsRight(text: string, truth: string): number {
  return shareFound(normalise(text).split(' '), normalise(truth).split(' '));
}

/** Share of the truth's characters that were found, in any order; case and white space do not count. */
export function charactersRight(text: string, truth: string): number {
  return shareFound(charactersOf(text), charactersOf(truth));
}

/** Edits per character of the truth, 1 at most; case and the kind of white space do not count. */
export function characterErrorRate(text: string, truth: string): number {
  const expected = normalise(truth);
  return expected === '' ? 0 : Math.min(1, editDistance(normalise(text), expected) / expected.length);
}

/** Whether a line is in the truth as it was read; case and white space do not count. */
export function isInTruth(line: string, truth: string): boolean {
  return normalise(truth).replaceAll(' ', '').includes(normalise(line).replaceAll(' ', ''));
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function shareFound(found: readonly string[], expected: readonly string[]): number {
  const left = new Map<string, number>();
  for (const each of found) left.set(each, (left.get(each) ?? 0) + 1);
  let right = 0;
  for (const each of expected) {
    const count = left.get(each) ?? 0;
    if (count === 0) continue;
    left.set(each, count - 1);
    right += 1;
  }
  return expected.length === 0 ? 1 : right / expected.length;
}

function charactersOf(text: string): string[] {
  return Array.from(normalise(text).replaceAll(' ', ''));
}

function lettersAndDigits(text: string): string {
  return text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
}

function folded(text: string): string {
  const groups = [/[OQD]/g, /[IL]/g, /S/g, /B/g, /Z/g];
  return ['0', '1', '5', '8', '2'].reduce(
    (sum, digit, index) => sum.replaceAll(groups[index]!, digit),
    lettersAndDigits(text),
  );
}

function normalise(text: string): string {
  return text.toLowerCase().replaceAll(/\s+/g, ' ').trim();
}

function editDistance(a: string, b: string): number {
  let above = Uint32Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = new Uint32Array(b.length + 1);
    row[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const swap = above[j - 1]! + (a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1);
      row[j] = Math.min(swap, above[j]! + 1, row[j - 1]! + 1);
    }
    above = row;
  }
  return above[b.length]!;
}
